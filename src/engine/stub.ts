import { createState, type StateType, withState } from '../model'
import { TaskFailed } from '../task'
import { addBadge } from './context'
import { failBeforeStart } from './executor'
import type { Node } from './place'
import { originOf, type Run } from './run'
import { renderForStub } from './stubText'

/**
 * Stands in for a task that cannot run here, or that the person wants simulated: its outputs are those that were
 * given, and everything shows that it is a stub. A type that cannot run and has no stub fails.
 */
export async function runStub(run: Run, node: Node): Promise<StateType> {
  const { task } = node.planned
  const stub = run.surroundings.stubs[task.id]
  if (!stub) return failBeforeStart(run, node, cannotRun(task.type))
  addBadge(run, node, 'stub')
  run.hopTask(node, 'SUBMITTED')
  await run.effects.breathe()
  const began = run.now()
  run.hopTask(node, 'RUNNING')
  await tellWhatWouldHappen(run, node)
  const attempt = withState(withState(createState('CREATED', began), 'RUNNING', began), 'SUCCESS', run.now())
  const { outputs } = stub
  run.hopTask(node, 'SUCCESS', { attempts: [{ state: attempt }], ...(outputs ? { outputs } : {}) })
  return 'SUCCESS'
}

const cannotRun = (type: string): TaskFailed =>
  new TaskFailed(`${type} cannot run in a browser`, {
    property: 'type',
    explanation: 'This task needs a server or a service that a page cannot reach.',
    hint: 'Give it a stub: the outputs it would have, or none.',
  })

/** The properties as they would have been sent, rendered as far as that goes. */
async function tellWhatWouldHappen(run: Run, node: Node): Promise<void> {
  const { id: _id, type: _type, ...properties } = node.planned.task
  const text = await renderForStub(run, node, properties)
  run.log('INFO', `Simulated. It would have run with:\n${text}`, { ...originOf(node, 0), logger: 'flowyard' })
}
