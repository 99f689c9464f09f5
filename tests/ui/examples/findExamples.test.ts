import { describe, expect, it } from 'vitest'
import { examples } from '../../../src/examples'
import { findExamples } from '../../../src/ui/examples/findExamples'

const idsOf = (query: string): readonly string[] =>
  findExamples(examples, query).flatMap(topic => topic.examples.map(({ id }) => id))

describe('the search for examples', () => {
  it('shows all of them by topic when nothing is asked', () => {
    expect(idsOf('')).toHaveLength(examples.length)
    expect(findExamples(examples, '').map(({ title }) => title)).toEqual([
      'Outputs',
      'Inputs and expressions',
      'Files',
      'Flow control',
      'Errors and retries',
      'Python',
      'SQL',
      'Labels and kept values',
    ])
  })

  it('finds by words of the title and what is shown, by topic, and by task type', () => {
    expect(idsOf('jq titles')).toEqual(['jq_json'])
    expect(idsOf('errors and retries')).toEqual(['allow_failure', 'assertions', 'errors_branch', 'retry', 'timeout'])
    expect(idsOf('kv.Set')).toEqual(['key_value'])
  })

  it('needs every word', () => {
    expect(idsOf('dag nothing-of-the-kind')).toEqual([])
  })
})
