import { describe, expect, it } from 'vitest'
import { examples } from '../../src/examples'
import { readFlow } from '../../src/flow'
import { registry } from '../../src/plugins'
import { createWorld } from '../support/engine/world'

const named = examples.map(example => [example.id, example] as const)
const needsMore = /plugin\.(?:scripts|jdbc|core\.http)\./

describe('the examples that come with the page', () => {
  it('are more than thirty, each with a title, what it shows, a topic and an id of its own', () => {
    expect(examples.length).toBeGreaterThan(30)
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length)
    for (const { title, shows, topic } of examples) expect([title, shows, topic]).not.toContain('')
  })

  it.each(named)('%s is a flow without complaints', (_id, { source }) => {
    const { problems } = readFlow(source, { registry, version: 'auto' })
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([])
  })

  it.each(named.filter(([, { source }]) => !needsMore.test(source)))('%s runs to its end', async (_id, { source }) => {
    const { run } = createWorld({ sleep: async () => undefined })
    expect(['SUCCESS', 'WARNING']).toContain((await run(source)).state.current)
  })
})
