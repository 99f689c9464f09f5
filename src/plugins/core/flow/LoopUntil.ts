import { durationMillis, flowable, isTruthy } from '../../../task'
import { HANDLERS, TASKS } from './branches'

/**
 * Source: Kestra `io.kestra.plugin.core.flow.LoopUntil`, named WaitFor before 1.0. Between two rounds the task run and
 * the execution are PAUSED; the task runs of a round take the place of those of the round before. 2.0 looks
 * once after a round; 1.3 looks again when it has counted the next one, and so stops one round earlier at `maxIterations`.
 */
export const LoopUntil = flowable({
  type: 'io.kestra.plugin.core.flow.LoopUntil',
  restartsWhole: true,
  aliases: ['io.kestra.plugin.core.flow.WaitFor', 'io.kestra.core.tasks.flows.WaitFor'],
  title: 'Run tasks again and again until a condition holds.',
  properties: {
    condition: {
      kind: 'string',
      dynamic: 'late',
      required: true,
      title: 'Looked at after each round; true unless it renders to nothing, `false`, `0` or `-0`.',
    },
    tasks: TASKS,
    checkFrequency: {
      kind: 'object',
      closed: true,
      dynamic: true,
      properties: {
        interval: { kind: 'duration', dynamic: true, default: 'PT1M', title: 'How long to wait between two rounds.' },
        maxIterations: { kind: 'number', integer: true, dynamic: true, title: 'The most rounds; absent: no limit.' },
        maxDuration: { kind: 'duration', dynamic: true, title: 'How long to go on; absent: no limit.' },
      },
      title: 'How often to look, and when to give up.',
    },
    failOnMaxReached: { kind: 'boolean', dynamic: true, default: false, title: 'Fail when a limit is reached.' },
    ...HANDLERS,
  },
  outputs: {
    iterationCount: { kind: 'number', integer: true, always: true, title: 'How many rounds there were, from 1.' },
  },
  examples: [
    {
      title: 'Count to three.',
      flow: `id: count_up
namespace: company.team
tasks:
  - id: loop
    type: io.kestra.plugin.core.flow.LoopUntil
    condition: "{{ outputs.count.value == '3' }}"
    checkFrequency:
      interval: PT0.1S
    tasks:
      - id: count
        type: io.kestra.plugin.core.debug.Return
        format: "{{ outputs.loop.iterationCount }}"
`,
    },
  ],
  async run({ condition, tasks, checkFrequency, failOnMaxReached }, scope) {
    const { interval = 'PT1M', maxIterations = Number.POSITIVE_INFINITY, maxDuration } = checkFrequency ?? {}
    const latest = maxDuration === undefined ? Number.POSITIVE_INFINITY : durationMillis(maxDuration) + scope.now()
    const replaces = new Map<string, string>()
    /** Whether the loop ends where so many rounds are counted. */
    const ends = async (count: number): Promise<boolean> => {
      const limit = count > maxIterations ? 'iterations' : scope.now() > latest ? 'duration' : undefined
      if (limit === undefined) return isTruthy(await condition())
      scope.log('WARN', `Max ${limit} reached`)
      if (failOnMaxReached) scope.endAs('FAILED', { asIs: true })
      return true
    }
    for (let round = 1; ; round++) {
      scope.output({ iterationCount: round })
      const state = await scope.sequence(tasks, { replaces, ...(round === 1 ? {} : { iteration: round - 1 }) })
      if (state === 'FAILED' || state === 'KILLED' || (await ends(round))) return
      scope.output({ iterationCount: round + 1 })
      if (scope.version === '1.3' && (await ends(round + 1))) return
      await scope.pause({ own: true, goesOn: true, milliseconds: durationMillis(interval) })
      scope.iterate(round)
    }
  },
})
