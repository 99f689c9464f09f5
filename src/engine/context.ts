import type { Variables } from '../expression'
import { LOG_LEVELS, type LogLevel, type Outputs, type StateType, type Task, type TaskRunBadge } from '../model'
import { isKestraUri, taskRunFolder } from '../storage'
import { type RunContext, TaskFailed } from '../task'
import type { Cancel } from './cancel'
import type { Node } from './place'
import { renderProperties } from './properties'
import { originOf, type Run } from './run'

/** What an attempt needs beside its task run. */
export type AttemptSetting = {
  readonly variables: Variables
  readonly cancel: Cancel
  /** Counted from 0. */
  readonly attempt: number
}

/** All that a task may touch, bound to one attempt of one task run. */
export function createContext(run: Run, node: Node, setting: AttemptSetting): RunContext {
  const { effects, plan, header, renderer } = run
  const { variables, cancel, attempt } = setting
  const { planned, place } = node
  const origin = originOf(node, attempt)
  const folder = taskRunFolder(folderOf(run, node), node.taskRun.taskId, node.taskRun.id)
  const least = LOG_LEVELS.indexOf((planned.task.logLevel as LogLevel | undefined) ?? 'TRACE')
  const extended = (extra?: Variables): Variables => (extra ? { ...variables, ...extra } : variables)
  const context: RunContext = {
    signal: cancel.signal,
    version: plan.version,
    flow: { id: plan.flow.id, namespace: plan.flow.namespace },
    execution: { id: run.id, labels: header.labels, variables: header.variables ?? plan.flow.variables },
    task: { id: planned.task.id, type: planned.task.type },
    taskRun: {
      id: node.taskRun.id,
      attempt,
      ...(node.taskRun.value === undefined ? {} : { value: node.taskRun.value }),
    },
    variables,
    render: (text, extra) => renderer.render(text, extended(extra)),
    renderTyped: (text, extra) => renderer.renderTyped(text, extended(extra)),
    log: (level, message) => {
      if (LOG_LEVELS.indexOf(level) >= least) run.log(level, message, origin)
    },
    note: (level, message) => run.log(level, message, { ...origin, logger: 'flowyard' }),
    metric: metric =>
      run.metric({ ...metric, tags: metric.tags ?? {}, taskId: node.taskRun.taskId, taskRunId: node.taskRun.id }),
    progress: progress => run.progress(progress),
    badge: badge => addBadge(run, node, badge),
    keepRendered: (property, text) =>
      run.changeTask(node, { rendered: { ...node.taskRun.rendered, [property]: text } }),
    lineOf: path => run.lineOf([...planned.path, ...path]),
    storage: {
      put: async (name, content) => (await cancel.race(effects.storage.put(`${folder}/${name}`, content))).uri,
      get: uri => {
        if (!isKestraUri(uri)) return Promise.reject(new Error(`Invalid internal storage uri: ${uri}`))
        return cancel.race(effects.storage.get(uri))
      },
      delete: uri => cancel.race(effects.storage.remove(uri)),
    },
    http: run.gate.of({ node, cancel }),
    get python() {
      return run.runtimes.python
    },
    get duckdb() {
      return run.runtimes.duckdb
    },
    get sqlite() {
      return run.runtimes.sqlite
    },
    kv: effects.keyValues,
    newId: effects.newId,
    tempName: extension => `${randomDigits(effects.random)}${extension}`,
    changeExecution: ({ labels, variables: vars, end }) => {
      if (labels || vars) run.change({ ...(labels ? { labels } : {}), ...(vars ? { variables: vars } : {}) })
      if (end) endWith(run, node, end)
    },
    sleep: milliseconds => effects.sleep(milliseconds, cancel.signal),
    now: effects.now,
    ...(place.workingDirectory ? { workingDirectory: place.workingDirectory } : {}),
    namespaceFiles: async namespace => run.surroundings.files.of(namespace),
    changeNamespaceFile: (namespace, path, content) => run.surroundings.files.change(namespace, path, content),
    purgeFiles: () => cancel.race(effects.storage.delete(`${run.folder}/`)),
    logLines: () => run.journal.lines,
    delegate: task => delegate(run, task, context),
  }
  return context
}

/** Iterations of a Loop are executions of their own, and keep their files in their own folder. */
const folderOf = (run: Run, { place }: Node): Run['folder'] =>
  place.loop ? (run.folder.replace(run.id, place.loop.executionId) as Run['folder']) : run.folder

export function addBadge(run: Run, node: Node, badge: TaskRunBadge): void {
  const badges = node.taskRun.badges ?? []
  if (!badges.includes(badge)) run.changeTask(node, { badges: [...badges, badge] })
}

/** The task run that ends the execution ends in that state itself; then everything else stops. */
function endWith(run: Run, node: Node, state: StateType): void {
  node.ends = state
  run.prepareEnd(state)
}

/** As Java names its temporary files: the digits of a random long. */
function randomDigits(random: () => number): string {
  const high = BigInt(Math.floor(random() * 2 ** 32))
  const low = BigInt(Math.floor(random() * 2 ** 32))
  return String((high << 32n) | low)
}

async function delegate(run: Run, task: Task, context: RunContext): Promise<Outputs | undefined> {
  const type = run.registry.find(task.type)
  if (type?.kind !== 'runnable') throw new TaskFailed(`Invalid type: ${task.type}`)
  const { values } = await renderProperties(type, task, run.renderer, context.variables)
  return type.run(values as never, context)
}
