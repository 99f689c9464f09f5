import type { Input } from '../../../model'
import { durationMillis, flowable } from '../../../task'
import { branch, HANDLERS } from './branches'

const BEHAVIORS = ['RESUME', 'WARN', 'FAIL', 'CANCEL'] as const

/** Source: Kestra `io.kestra.plugin.core.flow.Pause`: waits for the person, or for a time. */
export const Pause = flowable({
  type: 'io.kestra.plugin.core.flow.Pause',
  aliases: ['io.kestra.core.tasks.flows.Pause'],
  title: 'Wait until someone resumes the execution, or for a time.',
  properties: {
    pauseDuration: { kind: 'duration', dynamic: true, aliases: ['delay'], title: 'How long to wait at most.' },
    timeout: {
      kind: 'duration',
      dynamic: true,
      deprecated: 'Write `pauseDuration` with `behavior: FAIL`.',
      title: 'Fail when nobody has resumed by then.',
    },
    behavior: {
      kind: 'choice',
      of: BEHAVIORS,
      dynamic: true,
      default: 'RESUME',
      title: 'What happens when the time is up: go on, go on with WARNING, fail, or cancel the execution.',
    },
    onPause: { kind: 'task', title: 'A task to run when the wait begins.' },
    onResume: {
      kind: 'list',
      of: { kind: 'any', title: 'An input.' },
      title: 'Inputs to ask for, written as the inputs of a flow.',
    },
    tasks: { ...branch('Tasks to run after it.'), deprecated: 'Put the tasks after the Pause.' },
    ...HANDLERS,
  },
  outputs: {
    onResume: { kind: 'map', of: { kind: 'any', title: 'A value.' }, title: 'The inputs given on resume.' },
    resumed: {
      kind: 'map',
      of: { kind: 'any', title: 'A value.' },
      title: '`by` whom and `on` what date it was resumed, and the state `to` go on with.',
    },
  },
  examples: [
    {
      title: 'Wait for a moment.',
      flow: `id: wait_a_moment
namespace: company.team
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: PT0.1S
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: going on
`,
    },
    {
      title: 'Ask for an approval.',
      offline: false,
      flow: `id: ask
namespace: company.team
tasks:
  - id: approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: reason
        type: STRING
        defaults: Well done
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.approval.onResume.reason }}"
`,
    },
  ],
  async run({ pauseDuration, timeout, behavior, onPause, onResume, tasks, errors, finally: last }, scope) {
    const longest = pauseDuration ?? timeout
    const isTimeout = pauseDuration === undefined && timeout !== undefined
    const atEnd = isTimeout ? 'FAIL' : behavior
    const end = await scope.pause({
      inputs: (onResume ?? []).map(readInput),
      ...(longest === undefined ? {} : { milliseconds: durationMillis(longest) }),
      ...(onPause ? { meanwhile: onPause } : {}),
      goesOn: [tasks, errors, last].some(branch => branch !== undefined && branch.length > 0),
      cancels: atEnd === 'CANCEL',
    })
    const to = end.by === 'person' ? 'SUCCESS' : STATES[atEnd]
    const on = new Date(scope.now()).toISOString().replace('Z', '')
    scope.output({ onResume: end.by === 'person' ? end.inputs : null, resumed: { by: null, on, to } })
    if (to === 'CANCELLED') return scope.endAs(to)
    if (to === 'FAILED') return scope.endAs(to, { asIs: !isTimeout, asChild: true })
    if (tasks) await scope.sequence(tasks)
    if (to === 'WARNING') scope.endAs(to, { asIs: true })
  },
})

/** What the task run comes to when the time is up. */
const STATES = { RESUME: 'SUCCESS', WARN: 'WARNING', FAIL: 'FAILED', CANCEL: 'CANCELLED' } as const

/** An input as written, with what is not written put in. */
function readInput(written: unknown): Input {
  const input = typeof written === 'object' && written !== null ? (written as Partial<Input>) : {}
  return { ...input, id: input.id ?? '', type: input.type ?? 'STRING', required: input.required !== false }
}
