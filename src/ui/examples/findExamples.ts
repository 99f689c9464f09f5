import type { Example } from '../../examples'
import { typesIn } from './typesIn'

/** Examples of one topic that were found. */
export type Topic = { readonly title: string; readonly examples: readonly Example[] }

/** Examples in whose title, words, topic, id or task types every word of a query stands, topic by topic. */
export function findExamples(examples: readonly Example[], query: string): readonly Topic[] {
  const words = query.toLowerCase().split(/\s+/)
  const found = examples.filter(example => words.every(word => textOf(example).includes(word)))
  return [...new Set(found.map(({ topic }) => topic))].map(title => ({
    title,
    examples: found.filter(({ topic }) => topic === title),
  }))
}

const textOf = ({ id, title, shows, topic, source }: Example): string =>
  [id, title, shows, topic, ...typesIn(source)].join(' ').toLowerCase()
