import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compareRecordings } from '../../tools/conformance/compareFlows'
import { readFlowCases } from '../../tools/conformance/flowCases'
import { runFlowCase } from '../../tools/conformance/flowNode'
import { toRecording } from '../../tools/conformance/toRecording'
import { nodeEffects } from '../support/engine/world'

const FOLDER = fileURLToPath(new URL('../corpus/flows/', import.meta.url))
const SEED = JSON.parse(readFileSync(new URL('../corpus/seed.json', import.meta.url), 'utf8')) as {
  readonly secrets: Readonly<Record<string, string>>
  readonly envs: Readonly<Record<string, string>>
  readonly globals: Readonly<Record<string, string>>
  readonly kestraUrl: string
}

/** What needs a runtime or a server runs in a browser: `npm run conformance -- flows tests/corpus/flows`. */
const NEEDS_MORE = /io\.kestra\.plugin\.(?:scripts|jdbc|core\.http)\./

const cases = readFlowCases(FOLDER).filter(({ source }) => !NEEDS_MORE.test(source))

describe('flows recorded from real Kestra', () => {
  test.each(cases.map(one => [`${one.name} as ${one.version}`, one] as const))(
    '%s',
    async (_name, one) => {
      const effects = {
        ...nodeEffects(),
        environment: { envs: SEED.envs, globals: SEED.globals, kestra: { url: SEED.kestraUrl } },
      }
      const result = await runFlowCase(one, effects, SEED.secrets)
      const found = toRecording(one.flow, one.version, result)
      expect(compareRecordings(one.recording, found)).toEqual([])
    },
    60_000,
  )
})
