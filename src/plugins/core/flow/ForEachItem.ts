import { isTerminated, type StateType } from '../../../model'
import { writeIon } from '../../../serde'
import { flowable, runnable, TaskFailed } from '../../../task'
import { extensionOf, rowsOf } from '../storage/files'
import { splitRows } from '../storage/splitRows'
import { HANDLERS } from './branches'
import { linkTo, readLabels } from './started'

const TYPE = 'io.kestra.plugin.core.flow.ForEachItem'

const BATCH = {
  kind: 'object',
  dynamic: true,
  closed: true,
  properties: {
    rows: { kind: 'number', integer: true, minimum: 1, title: 'Rows in each batch.' },
    bytes: { kind: 'string', title: 'Bytes in each batch: `256KB`, `1MB`.' },
    partitions: { kind: 'number', integer: true, minimum: 1, title: 'The number of batches.' },
    separator: { kind: 'string', default: '\n', title: 'What ends a row.' },
    regexPattern: { kind: 'string', title: 'Group rows by the first group of this pattern.' },
  },
  title: 'How to split the file; one row a batch when nothing is said.',
} as const

/**
 * Source: Kestra `io.kestra.plugin.core.flow.ForEachItem` (1.x): three tasks of its own, which split the file, run a
 * flow for each part, and put the outputs together.
 */
export const ForEachItem = flowable({
  type: TYPE,
  aliases: ['io.kestra.core.tasks.flows.ForEachItem'],
  only: ['1.3'],
  title: 'Run another flow for each batch of rows of a stored file.',
  properties: {
    items: { kind: 'string', dynamic: 'late', required: true, title: 'The address of the file.' },
    batch: BATCH,
    namespace: { kind: 'string', dynamic: true, required: true, title: 'Namespace of the flow.' },
    flowId: { kind: 'string', dynamic: true, required: true, title: 'Id of the flow.' },
    revision: { kind: 'number', integer: true, ignored: 'A workspace has one revision.', title: 'Its revision.' },
    inputs: {
      kind: 'map',
      of: { kind: 'any', title: 'A value.' },
      dynamic: 'late',
      title: 'Inputs of the flow; `taskrun.items` is the address of the batch.',
    },
    labels: { kind: 'any', dynamic: true, title: 'Labels of the executions.' },
    wait: { kind: 'boolean', default: true, title: 'Wait for the end of the executions.' },
    transmitFailed: { kind: 'boolean', default: true, title: 'Fail when one of them fails.' },
    inheritLabels: { kind: 'boolean', dynamic: true, default: false, title: 'Pass on the labels.' },
    scheduleDate: { kind: 'string', ignored: 'They start at once here.', title: 'When to start.' },
    restartBehavior: { kind: 'string', ignored: 'A restart runs them anew.', title: 'What a restart does.' },
    ...HANDLERS,
  },
  outputs: {},
  examples: [
    {
      title: 'One execution for each two rows.',
      offline: false,
      flow: `id: by_batches
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: |
      one
      two
      three
  - id: each
    type: io.kestra.plugin.core.flow.ForEachItem
    items: "{{ outputs.write.uri }}"
    batch:
      rows: 2
    namespace: company.team
    flowId: child
    inputs:
      file: "{{ taskrun.items }}"
`,
    },
  ],
  async run(values, scope) {
    const id = scope.task.id
    await scope.sequence([
      { id: `${id}_split`, type: `${TYPE}$ForEachItemSplit`, items: values.items, batch: values.batch },
      { ...values, id: `${id}_items`, type: `${TYPE}$ForEachItemExecutable`, split: `${id}_split` },
      { id: `${id}_merge`, type: `${TYPE}$ForEachItemMergeOutputs`, items: `${id}_items` },
    ])
  },
})

/** An output of an inner task, found in what the next one sees: inside a loop it is kept by the loop's value. */
function outputOf(variables: Readonly<Record<string, unknown>>, taskId: string, name: string): unknown {
  const task = entryOf(variables.outputs, taskId)
  const value = entryOf(entryOf(variables.parent, 'taskrun'), 'value')
  return entryOf(value === undefined ? task : entryOf(task, String(value)), name)
}

function entryOf(map: unknown, key: string): unknown {
  if (map instanceof Map) return map.get(key)
  return typeof map === 'object' && map !== null ? (map as Readonly<Record<string, unknown>>)[key] : undefined
}

/** The first inner task: splits the file and lists the parts. */
export const ForEachItemSplit = runnable({
  type: `${TYPE}$ForEachItemSplit`,
  title: 'Split the file of a ForEachItem.',
  properties: {
    items: { kind: 'any', required: true, title: 'The address of the file.' },
    batch: { ...BATCH, dynamic: true },
  },
  outputs: { splits: { kind: 'string', always: true, title: 'The address of the list of parts.' } },
  examples: [],
  async run({ items, batch }, { storage, tempName }) {
    const uri = await (items as () => Promise<string>)()
    if (!uri.startsWith('kestra://')) {
      throw new TaskFailed(`Unable to split the items from ${uri}, this is not an internal storage URI!`)
    }
    const separator = batch?.separator ?? '\n'
    const lines = rowsOf(await (await storage.get(uri)).text(), separator)
    const by = batch?.bytes ?? batch?.partitions ?? batch?.rows ?? batch?.regexPattern
    const splits: string[] = []
    for (const part of splitRows(lines, by === undefined ? { rows: 1 } : { ...batch })) {
      splits.push(await storage.put(tempName(extensionOf(uri)), new Blob([part])))
    }
    return { splits: await storage.put('splits.txt', new Blob([splits.join('\n')])) }
  },
})

/** The second: one execution for each part. */
export const ForEachItemExecutable = flowable({
  type: `${TYPE}$ForEachItemExecutable`,
  startsExecutions: true,
  title: 'Run the flow of a ForEachItem for each batch.',
  properties: {
    ...{ split: { kind: 'string', required: true, title: 'Id of the task that split the file.' } },
    namespace: { kind: 'string', required: true, title: 'Namespace of the flow.' },
    flowId: { kind: 'string', required: true, title: 'Id of the flow.' },
    inputs: { kind: 'any', title: 'Inputs of the flow.' },
    labels: { kind: 'any', title: 'Labels of the executions.' },
    wait: { kind: 'boolean', default: true, title: 'Wait for their end.' },
    transmitFailed: { kind: 'boolean', default: true, title: 'Fail when one of them fails.' },
  },
  outputs: {
    numberOfBatches: { kind: 'number', integer: true, title: 'How many batches.' },
    iterations: { kind: 'map', of: { kind: 'number', title: 'How many.' }, title: 'Executions by state.' },
    subflowOutputsBaseUri: { kind: 'string', title: 'Where the outputs of the executions are.' },
  },
  examples: [],
  async run({ split, namespace, flowId, inputs, labels, wait, transmitFailed }, scope) {
    const list = await (await scope.storage.get(String(outputOf(scope.variables, split, 'splits')))).text()
    const splits = list === '' ? [] : list.split('\n')
    const counts: Partial<Record<StateType, number>> = { CREATED: 0, RUNNING: 0 }
    const render = inputs as (extra: object) => Promise<Readonly<Record<string, unknown>> | undefined>
    let base = ''
    const states = await Promise.all(
      splits.map(async (items, iteration) => {
        const taskrun = { ...(scope.variables.taskrun as object), items, iteration }
        const execution = await scope.subflow({ namespace, flowId }, (await render({ taskrun })) ?? {}, {
          labels: readLabels(labels),
          wait,
          created: created => scope.log('INFO', `Created new execution ${linkTo(created)}`),
        })
        const state = execution.state.current
        if (wait && isTerminated(state)) counts[state] = (counts[state] ?? 0) + 1
        if (wait && execution.outputs) {
          const rows = await writeIon([execution.outputs], 'text')
          const uri = await scope.storage.put(`${iteration}/outputs.ion`, rows)
          base = uri.slice('kestra://'.length, uri.lastIndexOf(`/${iteration}/outputs.ion`))
        }
        return state
      }),
    )
    scope.output({
      ...(base === '' ? {} : { subflowOutputsBaseUri: base }),
      iterations: counts,
      numberOfBatches: splits.length,
    })
    if (transmitFailed && states.some(state => state === 'FAILED' || state === 'KILLED')) scope.endAs('FAILED')
    else if (transmitFailed && states.includes('WARNING')) scope.endAs('WARNING')
  },
})

/** The third: the outputs of all executions in one file. */
export const ForEachItemMergeOutputs = runnable({
  type: `${TYPE}$ForEachItemMergeOutputs`,
  title: 'Put the outputs of the executions of a ForEachItem together.',
  properties: { items: { kind: 'string', required: true, title: 'Id of the task that ran the flow.' } },
  outputs: { subflowOutputs: { kind: 'string', title: 'The address of the file.' } },
  examples: [],
  async run({ items }, { storage, variables }) {
    const base = outputOf(variables, items, 'subflowOutputsBaseUri')
    if (base === undefined) return undefined
    const count = Number(outputOf(variables, items, 'numberOfBatches'))
    const parts: Blob[] = []
    for (let iteration = 0; iteration < count; iteration++) {
      parts.push(await storage.get(`kestra://${String(base)}/${iteration}/outputs.ion`))
    }
    return { subflowOutputs: await storage.put('outputs.ion', new Blob(parts)) }
  },
})
