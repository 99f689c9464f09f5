import { listItems, mapEntries, mapGet, mapPut, newHashMap } from '../collections'
import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { lift } from '../lift'
import { stringArg } from '../take'
import { javaText } from '../text'
import { castError, nullPointer } from '../thrown'
import { isMapValue, type JavaMap, type Value } from '../value'
import { mapVariable } from './flow'
import { askHost } from './service'

/** Functions that look at what is in scope and at the execution. */
export const contextFunctions: readonly PebbleFunction[] = [
  {
    name: 'fetchContext',
    title: 'All variables, as a map.',
    arguments: [],
    examples: [{ template: '{{ fetchContext() }}', variables: { a: 1 }, result: '{"a":1}' }],
    dialects: BOTH,
    apply: (_args, call) => context(call),
  },
  {
    name: 'printContext',
    title: 'The old name of `fetchContext`.',
    arguments: [],
    examples: [{ template: '{{ printContext().a }}', variables: { a: 1 }, result: '1' }],
    dialects: BOTH,
    apply: (_args, call) => context(call),
  },
  {
    name: 'env',
    title: 'An environment variable from `envs`, or another value when it is missing or empty.',
    arguments: [
      { name: 'name', title: 'Its name in `envs`, in lower case.' },
      { name: 'default', title: 'The value to take otherwise.', default: 'null' },
    ],
    examples: [{ template: "{{ env('stage', 'dev') }}", variables: { envs: {} }, result: 'dev' }],
    dialects: ['2.0'],
    apply: env,
  },
  {
    name: 'currentEachOutput',
    title: 'The outputs of a sibling task in the same iteration of a loop.',
    arguments: [{ name: 'outputs', title: 'The outputs of the sibling, such as `outputs.first`.' }],
    examples: [
      {
        template: '{{ currentEachOutput(outputs.first).value }}',
        variables: { outputs: { first: { a: { value: 'A' } } }, taskrun: { value: 'a' }, parents: [] },
        result: 'A',
      },
    ],
    dialects: ['1.3'],
    replacement: '`outputs.task` (a Loop sees the outputs of its own iteration)',
    apply: currentEachOutput,
  },
  {
    name: 'loopOutputs',
    title: 'One output of every iteration of a Loop, as a list.',
    arguments: [
      { name: 'outputs', title: 'The outputs of the Loop, such as `outputs.loop.outputs`.' },
      { name: 'name', title: 'The id of the output.' },
    ],
    examples: [
      {
        template: "{{ loopOutputs(outputs.loop.outputs, 'v') }}",
        variables: { outputs: { loop: { outputs: [{ outputs: { v: 1 } }, { outputs: { v: 2 } }] } } },
        result: '[1,2]',
      },
    ],
    dialects: ['2.0'],
    apply: loopOutputs,
  },
  {
    name: 'tasksWithState',
    title: 'The tasks that are in a state, each with `taskId`, `state` and, in a loop, `value`.',
    arguments: [{ name: 'state', title: 'The state, such as `FAILED`.' }],
    examples: [
      {
        template: "{{ tasksWithState('FAILED') | length }}",
        variables: { tasks: { a: { state: 'FAILED' }, b: { state: 'SUCCESS' } } },
        result: '1',
      },
    ],
    dialects: BOTH,
    apply: tasksWithState,
  },
  {
    name: 'errorLogs',
    title: 'The ERROR lines that the execution has logged.',
    arguments: [],
    examples: [{ template: '{{ errorLogs()[0].message }}', result: 'It broke' }],
    dialects: BOTH,
    apply: (_args, call) => {
      if (!call.session.host.errorLogs)
        throw call.fail("The 'errorLogs' function can only be used in the Worker as it access logs from the database.")
      return askHost(call, 'errorLogs', [], errorLogs => errorLogs()).map(lift)
    },
  },
]

function context(call: Call): JavaMap {
  const map = newHashMap()
  for (const [name, value] of call.scope.visible()) mapPut(map, name, value)
  return map
}

function env(args: Args, call: Call): Value {
  if (!args.has('name')) throw call.fail("The 'env' function expects an argument 'name'.")
  const name = stringArg(args, 'name')
  const otherwise = args.get('default') ?? null
  const envs = call.variable('envs')
  if (!isMapValue(envs)) return otherwise
  const value = mapGet(envs, name) ?? null
  return value === null || javaText(value) === '' ? otherwise : value
}

/** Source: Kestra `CurrentEachOutputFunction`. */
function currentEachOutput(args: Args, call: Call): Value {
  if (!args.has('outputs')) throw call.fail("The 'currentEachOutput' function expects an argument 'outputs'.")
  let outputs: Value = args.get('outputs') ?? null
  if (!isMapValue(outputs))
    throw call.fail("The 'currentEachOutput' function expects an argument 'outputs' with type map.")
  const parents = call.variable('parents')
  for (const parent of [...(listItems(parents) ?? [])].reverse()) {
    const taskrun = isMapValue(parent) ? (mapGet(parent, 'taskrun') ?? null) : null
    if (!isMapValue(taskrun)) continue
    const inner: Value = isMapValue(outputs) ? (mapGet(outputs, mapGet(taskrun, 'value') ?? null) ?? null) : null
    if (inner === null) throw call.fail('No execution outputs for the current task runs path')
    outputs = inner
  }
  const own = mapGet(mapVariable(call, 'taskrun'), 'value') ?? null
  if (!isMapValue(outputs)) throw castError(outputs, 'java.util.Map')
  return mapGet(outputs, own) ?? null
}

function loopOutputs(args: Args, call: Call): Value {
  const outputs = args.get('outputs') ?? null
  if (outputs === null) throw call.fail("The 'loopOutputs' function expects a non-null argument 'outputs'.")
  const items = listItems(outputs)
  if (!items) throw call.fail("The 'loopOutputs' function expects 'outputs' to be a list.")
  const name = args.get('name') ?? null
  if (name === null) throw call.fail("The 'loopOutputs' function expects a non-null argument 'name'.")
  if (typeof name !== 'string') throw call.fail("The 'loopOutputs' function expects 'name' to be a string.")
  return items.map(item => {
    const inner = isMapValue(item) ? (mapGet(item, 'outputs') ?? null) : null
    return isMapValue(inner) ? (mapGet(inner, name) ?? null) : null
  })
}

/** Source: Kestra `TasksWithStateFunction`. */
function tasksWithState(args: Args, call: Call): Value {
  if (!args.has('state')) throw call.fail("The 'tasksWithState' function expects an argument 'state'.")
  const wanted = stringArg(args, 'state')?.toUpperCase()
  if (wanted === undefined)
    throw nullPointer(
      'Cannot invoke "String.toUpperCase()" because the return value of "java.util.Map.get(Object)" is null',
    )
  const tasks = call.variable('tasks')
  const found: Value[] = []
  for (const task of isMapValue(tasks) ? mapEntries(tasks) : []) {
    for (const run of isMapValue(task.value) ? mapEntries(task.value) : []) {
      const inner = isMapValue(run.value) ? (mapGet(run.value, 'state') ?? null) : null
      const own = run.key === 'state' && typeof run.value === 'string' ? run.value : null
      const state = own ?? inner
      if (typeof state === 'string' && state.toUpperCase() === wanted)
        found.push(taskWithState(task.key, wanted, own === null ? run.key : undefined))
    }
  }
  return found
}

function taskWithState(taskId: Value, state: string, value: Value | undefined): JavaMap {
  const map = newHashMap()
  mapPut(map, 'taskId', taskId)
  mapPut(map, 'state', state)
  if (value !== undefined) mapPut(map, 'value', value)
  return map
}
