import { describe, expect, test } from 'vitest'
import { readFlow } from '../../src/flow'
import { registry } from '../../src/plugins'
import { elsewhere } from '../../src/plugins/elsewhere'
import { createWorld } from '../support/engine/world'

const examples = registry.types.flatMap(type => type.examples.map(example => ({ type, example })))

/** What a flow may need that is not there in a unit test. */
const NEEDS_MORE = /io\.kestra\.plugin\.(?:scripts|jdbc|core\.http|core\.flow\.Pause)\b/

describe('examples of task types', () => {
  test.each(examples.map(({ type, example }) => [type.type, example.title, example.flow] as const))(
    '%s: %s is a flow without complaints',
    (_type, _title, source) => {
      const { problems } = readFlow(source, { registry, elsewhere, version: 'auto' })
      expect(
        problems
          .filter(
            ({ severity, code }) => severity !== 'info' && !code.startsWith('deprecated') && code !== 'runs-in-part',
          )
          .map(({ message }) => message),
      ).toEqual([])
    },
  )

  const offline = examples.filter(({ example }) => example.offline !== false && !NEEDS_MORE.test(example.flow))
  test.each(offline.map(({ type, example }) => [type.type, example.title, example.flow] as const))(
    '%s: %s runs',
    async (_type, _title, source) => {
      const { run } = createWorld({ sleep: async () => {} })
      const execution = await run(source)
      expect(['SUCCESS', 'WARNING']).toContain(execution.state.current)
    },
  )
})
