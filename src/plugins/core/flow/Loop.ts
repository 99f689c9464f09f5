import type { Output, StateType } from '../../../model'
import { readIon, writeIon } from '../../../serde'
import { isKestraUri } from '../../../storage'
import { flowable, isTruthy, type LoopItem, type Scope, TaskFailed } from '../../../task'
import { HANDLERS, TASKS } from './branches'
import { loopItems, textOf } from './items'

const FETCH_TYPES = ['AUTO', 'FETCH', 'STORE'] as const

/**
 * Source: Kestra `io.kestra.plugin.core.flow.Loop` (2.0): each iteration is an execution of its own; what it makes is
 * seen outside by the `outputs` of the Loop only.
 */
export const Loop = flowable({
  type: 'io.kestra.plugin.core.flow.Loop',
  restartsWhole: true,
  title: 'Run tasks once for each value of a list, a map, or a stored file.',
  only: ['2.0'],
  startsExecutions: true,
  properties: {
    values: {
      kind: 'any',
      dynamic: true,
      required: true,
      title: 'The values: a list, a map, JSON text of one, or the address of a stored file.',
      description: 'Tasks read the current one as `item.value`, always text, with `item.index` and `item.key`.',
    },
    tasks: TASKS,
    concurrencyLimit: {
      kind: 'number',
      integer: true,
      minimum: 0,
      default: 0,
      title: 'How many iterations run at the same time; 0 is all.',
    },
    outputs: {
      kind: 'list',
      of: { kind: 'any', title: 'An output, written as an output of a flow.' },
      title: 'What to keep of each iteration.',
    },
    fetchType: {
      kind: 'choice',
      of: FETCH_TYPES,
      default: 'AUTO',
      title:
        'Keep outputs of iterations here (FETCH) or in files (STORE); AUTO stores them when the values are a file.',
    },
    transmitFailed: { kind: 'boolean', default: true, title: 'Fail when an iteration fails.' },
    breakWhen: {
      kind: 'string',
      dynamic: 'late',
      title: 'Looked at after each iteration; no new one begins once it is true. Sees `item` and `iteration`.',
    },
    ...HANDLERS,
  },
  outputs: {
    runningIterations: { kind: 'number', integer: true, always: true, title: 'Iterations that run.' },
    iterationCount: { kind: 'number', integer: true, always: true, title: 'Iterations in all.' },
    terminatedIterations: {
      kind: 'map',
      of: { kind: 'number', title: 'How many.' },
      always: true,
      title: 'Iterations that ended, by state.',
    },
    outputs: {
      kind: 'list',
      of: { kind: 'any', title: 'Item and outputs.' },
      title: 'The outputs of each iteration, with its item.',
    },
  },
  examples: [
    {
      title: 'Greet three people and keep the greetings.',
      flow: `id: greet_all
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.Loop
    values: ["Ada", "Grace", "Edsger"]
    tasks:
      - id: greet
        type: io.kestra.plugin.core.debug.Return
        format: "Hello {{ item.value }}"
    outputs:
      - id: greeting
        type: STRING
        value: "{{ outputs.greet.value }}"
  - id: all
    type: io.kestra.plugin.core.log.Log
    message: "{{ loopOutputs(outputs.each.outputs, 'greeting') }}"
`,
    },
  ],
  async run({ values, tasks, concurrencyLimit, outputs, fetchType, transmitFailed, breakWhen }, scope) {
    const isFile = typeof values === 'string' && isKestraUri(values)
    const items = isFile ? await storedItems(values, scope) : loopItems(values)
    const count = { iterationCount: items.length }
    const counters = (running: number, ended: Readonly<Partial<Record<StateType, number>>>) => ({
      runningIterations: running,
      ...(isFile ? { nextOffset: items.length } : count),
      terminatedIterations: { ...ended },
      ...(isFile ? count : {}),
    })
    scope.output(counters(0, {}))
    const stores = fetchType === 'STORE' || (fetchType === 'AUTO' && isFile)
    let last = counters(0, {})
    const iterations = await scope.loop({
      items,
      tasks,
      concurrent: concurrencyLimit,
      outputs: (outputs ?? []).map(readOutput),
      transmitFailed,
      changed: (running, ended) => {
        last = counters(running, ended)
      },
      stopAfter: async seen => {
        const condition = await breakWhen(seen)
        return condition !== undefined && isTruthy(condition)
      },
      ...(stores ? { keep: (made, put) => storeOutputs(made, put, scope) } : {}),
    })
    const kept = iterations
      .filter(({ outputs: made }) => Object.keys(made).length > 0)
      .map(({ item, outputs: made }) => ({ outputs: made, item }))
    scope.output({ ...last, ...(kept.length > 0 ? { outputs: kept } : {}) })
  },
})

async function storedItems(uri: string, { storage }: Scope): Promise<readonly LoopItem[]> {
  const items: LoopItem[] = []
  for await (const row of readIon(await storage.get(uri))) items.push({ value: textOf(row) })
  return items
}

async function storeOutputs(
  outputs: Readonly<Record<string, unknown>>,
  put: Scope['storage']['put'],
  { tempName }: Scope,
): Promise<Readonly<Record<string, unknown>>> {
  const text = await (await writeIon([outputs], 'text')).text()
  return { uri: await put(tempName('.ion'), new Blob([text.trimEnd()])) }
}

function readOutput(written: unknown): Output {
  if (typeof written !== 'object' || written === null || !('id' in written) || !('value' in written)) {
    throw new TaskFailed('Each of `outputs` needs id, type and value', { property: 'outputs' })
  }
  const type = 'type' in written ? String(written.type) : 'STRING'
  return { id: String(written.id), type, value: written.value }
}
