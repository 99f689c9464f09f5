import { languageOf } from '../expression'
import type { KestraVersion } from '../model'
import { isMap, type Registry } from '../task'
import { textOf } from './values'

/** How many of something only one version has, by version. */
type Count = Record<KestraVersion, number>

/** What of a flow only one version has: constructs that the other one refuses, and words that it fails to render. */
export type Votes = { readonly constructs: Readonly<Count>; readonly words: Readonly<Count> }

/** Properties of a flow that one version only has. */
const FLOW_KEYS: Readonly<Record<string, KestraVersion>> = {
  pluginDefaults: '1.3',
  taskDefaults: '1.3',
  workerGroup: '1.3',
  listeners: '1.3',
  draft: '2.0',
  quotas: '2.0',
  policyRefs: '2.0',
  workerSelector: '2.0',
}

/** Kestra 2.0 has no conditions of triggers; it has `when` for tasks and triggers. */
const TASK_KEYS: Readonly<Record<string, KestraVersion>> = {
  workerGroup: '1.3',
  when: '2.0',
  workerSelector: '2.0',
  onChildFailure: '2.0',
}
const TRIGGER_KEYS: Readonly<Record<string, KestraVersion>> = {
  conditions: '1.3',
  preconditions: '1.3',
  dependsOn: '2.0',
  when: '2.0',
}

/** Counts the constructs of a flow that say which Kestra it is written for. */
export function countVotes(value: unknown, registry: Registry): Votes {
  const votes = { constructs: { '1.3': 0, '2.0': 0 }, words: { '1.3': 0, '2.0': 0 } }
  if (!isMap(value)) return votes
  const { triggers, ...rest } = value
  vote(value, FLOW_KEYS, votes.constructs)
  const words = exclusiveWords()
  count(rest, TASK_KEYS, registry, words, votes)
  count(triggers, TRIGGER_KEYS, registry, words, votes)
  return votes
}

/**
 * What the other version would refuse counts before words that it only fails to render. Without anything that decides
 * it is the newest; where both kinds stand, the more numerous decide.
 */
export function decide({ constructs, words }: Votes): KestraVersion {
  const decisive = constructs['1.3'] === constructs['2.0'] ? words : constructs
  return decisive['1.3'] > decisive['2.0'] ? '1.3' : '2.0'
}

/** Whether anything says which version a flow is written for. */
export const isDecided = ({ constructs, words }: Votes): boolean =>
  [constructs, words].some(count => count['1.3'] + count['2.0'] > 0)

/** Lets a flow's own constructs decide which Kestra it is written for. */
export const detectVersion = (value: unknown, registry: Registry): KestraVersion => decide(countVotes(value, registry))

function vote(
  map: Readonly<Record<string, unknown>>,
  keys: Readonly<Record<string, KestraVersion>>,
  count: Count,
): void {
  for (const key of Object.keys(map)) {
    const version = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (version !== undefined) count[version]++
  }
}

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

type Counts = { readonly constructs: Count; readonly words: Count }

function count(
  value: unknown,
  keys: Readonly<Record<string, KestraVersion>>,
  registry: Registry,
  words: Words,
  votes: Counts,
): void {
  if (typeof value === 'string') {
    if ((value.includes('{{') || value.includes('{%')) && words.any.test(value)) countWords(value, words, votes.words)
  } else if (Array.isArray(value)) {
    for (const item of value) count(item, keys, registry, words, votes)
  } else if (isMap(value)) {
    const type = textOf(value.type)
    if (type !== undefined) {
      const only = registry.find(type)?.only
      if (only?.length === 1 && only[0] !== undefined) votes.constructs[only[0]]++
      vote(value, keys, votes.constructs)
    }
    for (const item of Object.values(value)) count(item, keys, registry, words, votes)
  }
}

const TEMPLATES = /\{\{.*?\}\}|\{%.*?%\}/gs
const WORDS = /(\|\s*|\.)?\b([a-zA-Z_]\w*)\b\s*(\()?/g

function countWords(text: string, words: Words, votes: Count): void {
  for (const [template] of text.matchAll(TEMPLATES)) {
    for (const [, before, name = '', call] of template.matchAll(WORDS)) {
      const known = before?.startsWith('|') ? words.filters : before === undefined && call ? words.functions : undefined
      const version = known?.get(name)
      if (version !== undefined) votes[version]++
    }
  }
}
