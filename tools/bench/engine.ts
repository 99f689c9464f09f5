import { createWorld } from '../../tests/support/engine/world'
import { medianMs } from './median'
import type { BenchRow } from './row'

/** A flow, how many task runs it makes, and what real Kestra took for it on two cores with its tables in memory. */
type Case = {
  readonly name: string
  readonly source: string
  readonly taskRuns: number
  readonly turns: number
  readonly kestraMs?: number
}

const flow = (tasks: string): string => `id: bench\nnamespace: company.team\ntasks:\n${tasks}`
const returns = (id: string, indent = '  '): string =>
  `${indent}- id: ${id}\n${indent}  type: io.kestra.plugin.core.debug.Return\n${indent}  format: "{{ task.id }}"\n`
const many = (count: number, indent?: string): string =>
  Array.from({ length: count }, (_, index) => returns(`t${index}`, indent)).join('')

const each = (count: number): string =>
  flow(
    `  - id: each\n    type: io.kestra.plugin.core.flow.ForEach\n    concurrencyLimit: 0\n    values: "{{ range(1, ${count}) }}"\n    tasks:\n${returns('one', '      ')}`,
  )

const loop = (count: number): string =>
  flow(
    `  - id: each\n    type: io.kestra.plugin.core.flow.Loop\n    concurrencyLimit: 0\n    values: "{{ range(1, ${count}) }}"\n    tasks:\n${returns('one', '      ')}`,
  )

const dag = (count: number): string =>
  flow(
    `  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n${Array.from(
      { length: count },
      (_, index) =>
        `      - task:\n          id: t${index}\n          type: io.kestra.plugin.core.debug.Return\n          format: x\n${index === 0 ? '' : `        dependsOn: [t${Math.floor((index - 1) / 2)}]\n`}`,
    ).join('')}`,
  )

const CASES: readonly Case[] = [
  { name: 'one Return', source: flow(returns('one')), taskRuns: 1, turns: 31, kestraMs: 77 },
  { name: '100 Returns, one after another', source: flow(many(100)), taskRuns: 100, turns: 9, kestraMs: 3100 },
  { name: 'ForEach of 1,000', source: each(1000), taskRuns: 1001, turns: 3, kestraMs: 316_000 },
  { name: 'ForEach of 10,000', source: each(10_000), taskRuns: 10_001, turns: 1 },
  { name: 'Loop of 1,000', source: loop(1000), taskRuns: 1001, turns: 3, kestraMs: 34_700 },
  {
    name: 'Parallel of 1,000',
    source: flow(`  - id: all\n    type: io.kestra.plugin.core.flow.Parallel\n    tasks:\n${many(1000, '      ')}`),
    taskRuns: 1001,
    turns: 3,
  },
  { name: 'a Dag of 200', source: dag(200), taskRuns: 201, turns: 5 },
]

/** Whole runs in Node, storage in memory, beside the times that real Kestra took for the same flows. */
export async function bench(): Promise<readonly BenchRow[]> {
  const measured = new Map<string, number>()
  const rows: BenchRow[] = []
  for (const { name, source, taskRuns, turns, kestraMs } of CASES) {
    const value = await medianMs(turns, () => finish(source))
    measured.set(name, value / taskRuns)
    const kestra = kestraMs === undefined ? {} : { reference: { name: 'Kestra, recorded', value: kestraMs } }
    rows.push({ name, value, unit: 'ms', ...kestra })
  }
  const small = measured.get('ForEach of 1,000') ?? Number.NaN
  const large = measured.get('ForEach of 10,000') ?? Number.NaN
  return [
    ...rows,
    { name: 'a task run of 10,000', value: large, unit: 'ms', reference: { name: 'of 1,000', value: small } },
  ]
}

async function finish(source: string): Promise<void> {
  const { state } = await createWorld().run(source)
  if (state.current !== 'SUCCESS') throw new Error(`the flow ended ${state.current}`)
}
