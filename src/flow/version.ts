import { languageOf } from '../expression'
import type { KestraVersion } from '../model'
import { isMap, type Registry } from '../task'
import { textOf } from './values'

/** How many constructs of a flow only one version has, by version. */
export type Votes = Readonly<Record<KestraVersion, number>>

/** Properties of a flow that one version only has. */
const FLOW_KEYS: Readonly<Record<string, KestraVersion>> = {
  pluginDefaults: '1.3',
  taskDefaults: '1.3',
  listeners: '1.3',
  draft: '2.0',
  quotas: '2.0',
  policyRefs: '2.0',
  workerSelector: '2.0',
}

/** Kestra 2.0 has no conditions of triggers; it has `when` for tasks and triggers. */
const TYPED_KEYS: Readonly<Record<string, KestraVersion>> = { conditions: '1.3', preconditions: '1.3', when: '2.0' }

/** Counts the constructs of a flow that say which Kestra it is written for. */
export function countVotes(value: unknown, registry: Registry): Votes {
  const votes: Record<KestraVersion, number> = { '1.3': 0, '2.0': 0 }
  if (!isMap(value)) return votes
  for (const key of Object.keys(value)) {
    const vote = Object.hasOwn(FLOW_KEYS, key) ? FLOW_KEYS[key] : undefined
    if (vote !== undefined) votes[vote]++
  }
  count(value, registry, exclusiveWords(), votes)
  return votes
}

/** Without a construct that decides it is the newest; where both kinds stand, the more numerous decide. */
export const decide = (votes: Votes): KestraVersion => (votes['1.3'] > votes['2.0'] ? '1.3' : '2.0')

/** Lets a flow's own constructs decide which Kestra it is written for. */
export const detectVersion = (value: unknown, registry: Registry): KestraVersion => decide(countVotes(value, registry))

type Words = {
  /** Finds out quickly that a text has none of them. */
  readonly any: RegExp
  readonly filters: ReadonlyMap<string, KestraVersion>
  readonly functions: ReadonlyMap<string, KestraVersion>
}

/** Filters and functions that one version only has. */
function exclusiveWords(): Words {
  const old = languageOf('1.3')
  const current = languageOf('2.0')
  const exclusive = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>) =>
    new Map<string, KestraVersion>([
      ...[...a.keys()].filter(name => !b.has(name)).map(name => [name, '1.3'] as const),
      ...[...b.keys()].filter(name => !a.has(name)).map(name => [name, '2.0'] as const),
    ])
  const filters = exclusive(old.filters, current.filters)
  const functions = exclusive(old.functions, current.functions)
  return { filters, functions, any: new RegExp(`\\b(?:${[...filters.keys(), ...functions.keys()].join('|')})\\b`) }
}

function count(value: unknown, registry: Registry, words: Words, votes: Record<KestraVersion, number>): void {
  if (typeof value === 'string') {
    if ((value.includes('{{') || value.includes('{%')) && words.any.test(value)) countWords(value, words, votes)
  } else if (Array.isArray(value)) {
    for (const item of value) count(item, registry, words, votes)
  } else if (isMap(value)) {
    const type = textOf(value.type)
    const only = type === undefined ? undefined : registry.find(type)?.only
    if (only?.length === 1 && only[0] !== undefined) votes[only[0]]++
    for (const [key, item] of Object.entries(value)) {
      const vote = type !== undefined && Object.hasOwn(TYPED_KEYS, key) ? TYPED_KEYS[key] : undefined
      if (vote !== undefined) votes[vote]++
      count(item, registry, words, votes)
    }
  }
}

const TEMPLATES = /\{\{.*?\}\}|\{%.*?%\}/gs
const WORDS = /(\|\s*|\.)?\b([a-zA-Z_]\w*)\b\s*(\()?/g

function countWords(text: string, words: Words, votes: Record<KestraVersion, number>): void {
  for (const [template] of text.matchAll(TEMPLATES)) {
    for (const [, before, name = '', call] of template.matchAll(WORDS)) {
      const known = before?.startsWith('|') ? words.filters : before === undefined && call ? words.functions : undefined
      const vote = known?.get(name)
      if (vote !== undefined) votes[vote]++
    }
  }
}
