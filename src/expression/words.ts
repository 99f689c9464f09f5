import { dataFilters } from './filters/data'
import { dateFilters } from './filters/dates'
import { encodingFilters } from './filters/encoding'
import { formatFilters } from './filters/formats'
import { listFilters } from './filters/lists'
import { numberFilters } from './filters/numbers'
import { regexFilters } from './filters/regex'
import { textFilters } from './filters/text'
import { contextFunctions } from './functions/context'
import { cryptoFunctions } from './functions/crypto'
import { dataFunctions } from './functions/data'
import { dateFunctions } from './functions/dates'
import { fileFunctions } from './functions/files'
import { networkFunctions } from './functions/network'
import { numberFunctions } from './functions/numbers'
import { randomFunctions } from './functions/random'
import { renderFunctions } from './functions/render'
import { storeFunctions } from './functions/stores'
import type { Filter, Language, PebbleFunction, Test } from './language'
import type { Dialect } from './plain'
import { tests } from './predicates'

/** Every filter that some dialect has, by what it works on. */
export const filters: readonly Filter[] = [
  ...textFilters,
  ...regexFilters,
  ...formatFilters,
  ...numberFilters,
  ...listFilters,
  ...dataFilters,
  ...dateFilters,
  ...encodingFilters,
]

/** Every function that some dialect has. */
export const functions: readonly PebbleFunction[] = [
  ...dataFunctions,
  ...dateFunctions,
  ...numberFunctions,
  ...fileFunctions,
  ...storeFunctions,
  ...networkFunctions,
  ...renderFunctions,
  ...contextFunctions,
  ...randomFunctions,
  ...cryptoFunctions,
]

/** The filters, functions and tests of a dialect. */
export function languageOf(dialect: Dialect): Language {
  return {
    dialect,
    filters: spokenIn(filters, dialect),
    functions: spokenIn(functions, dialect),
    tests: spokenIn<Test>(tests, dialect),
    elsewhere: (kind, name) => elsewhere(kind === 'filter' ? filters : functions, kind, name, dialect),
  }
}

type Word = { readonly name: string; readonly dialects: readonly Dialect[]; readonly replacement?: string }

function spokenIn<T extends Word>(words: readonly T[], dialect: Dialect): ReadonlyMap<string, T> {
  return new Map(words.filter(word => word.dialects.includes(dialect)).map(word => [word.name, word] as const))
}

/** Functions that only servers of Kestra's Enterprise Edition have. */
const ENTERPRISE: ReadonlySet<string> = new Set(['appLink', 'credential'])

/** What to tell about a word that only the other dialect or edition has, or that is of the other kind. */
function elsewhere(
  words: readonly Word[],
  kind: 'filter' | 'function',
  name: string,
  dialect: Dialect,
): string | undefined {
  const word = words.find(one => one.name === name && !one.dialects.includes(dialect))
  if (word) {
    const instead = word.replacement === undefined ? '' : ` Write ${word.replacement} instead.`
    return `The ${kind} \`${name}\` exists in Kestra ${word.dialects.join(', ')} only.${instead}`
  }
  if (kind === 'function' && ENTERPRISE.has(name)) return `\`${name}\` is a function of Kestra's Enterprise Edition.`
  const [others, other] = kind === 'filter' ? [functions, 'function'] : [filters, 'filter']
  const same = others.find(one => one.name === name && one.dialects.includes(dialect))
  if (!same) return undefined
  return kind === 'filter'
    ? `\`${name}\` is a ${other}: write \`${name}(…)\`.`
    : `\`${name}\` is a ${other}: write \`… | ${name}\`.`
}
