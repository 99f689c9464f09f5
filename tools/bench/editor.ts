import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { checkFlow } from '../../src/editor'
import { rememberTemplates } from '../../src/flow'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'
import { ROOT } from '../root'
import { medianMs } from './median'
import type { BenchRow } from './row'

/** What each keystroke costs in the engine worker, beside parsing the same YAML and nothing else. */
export async function bench(): Promise<readonly BenchRow[]> {
  const documentation = readFileSync(`${ROOT}src/examples/getting_started_process.yaml`, 'utf8')
  return [
    await row('check the documentation flow', documentation, 51),
    await row('check 500 tasks', longFlow(500), 7),
    await row('check 10,000 lines', longFlow(3333), 5),
  ]
}

async function row(name: string, source: string, turns: number): Promise<BenchRow> {
  const templates = rememberTemplates(10_000)
  const value = await medianMs(turns, () => checkFlow(source, { registry, elsewhere, version: 'auto', templates }))
  const yaml = await medianMs(turns, () => parseDocument(source, { version: '1.1' }))
  return { name, value, unit: 'ms', reference: { name: 'yaml alone', value: yaml } }
}

function longFlow(tasks: number): string {
  const one = (index: number): string =>
    `  - id: t${index}\n    type: io.kestra.plugin.core.log.Log\n    message: "{{ flow.id }} says {{ inputs.name | upper }} ${index}"\n`
  const inputs = 'inputs:\n  - id: name\n    type: STRING\n    defaults: Ann\n'
  return `id: long\nnamespace: company.team\n${inputs}tasks:\n${Array.from({ length: tasks }, (_, at) => one(at)).join('')}`
}
