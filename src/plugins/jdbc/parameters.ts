import { isTagged } from '../../serde'
import { mapCode } from './statements'

/** A SQL text with its parameters written in, and what Kestra would have taken for parameters as well. */
export type Bound = { readonly sql: string; readonly mistaken: readonly string[] }

/**
 * Writes the values of named parameters in place of `:name`. Kestra takes every `:word` for a parameter, in quotes and
 * casts too, as soon as there is one; here only the names that are given count, and the others are told.
 * Source: Kestra `AbstractJdbcBaseQuery.prepareStatement`.
 */
export function bindParameters(sql: string, parameters: Readonly<Record<string, unknown>>): Bound {
  if (Object.keys(parameters).length === 0) return { sql, mistaken: [] }
  const bound = mapCode(sql, code =>
    code.replace(/(?<!:):(\w+)/g, (written, name: string) =>
      Object.hasOwn(parameters, name) ? literalOf(parameters[name]) : written,
    ),
  )
  const mistaken = [...sql.matchAll(/:\w+/g)]
    .map(([word]) => word)
    .filter(word => !Object.hasOwn(parameters, word.slice(1)))
  return { sql: bound, mistaken: [...new Set(mistaken)] }
}

/** A value as a SQL literal. */
function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`
  if (isTagged(value)) return NUMBERS.test(value.$java) ? String(value.value) : quoted(String(value.value))
  return quoted(typeof value === 'string' ? value : JSON.stringify(value))
}

const NUMBERS = /^(?:Integer|Long|Float|Double|BigInteger|BigDecimal)$/

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
