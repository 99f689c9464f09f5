import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { FireRequest } from '../../src/engine'
import { type Plain, printJson } from '../../src/expression'
import type { Execution, LogEntry, TaskRun } from '../../src/model'
import { createWorld, hops } from '../support/engine/world'

const FOLDER = fileURLToPath(new URL('./', import.meta.url))

/** What a case is run with: the first line of a flow may be a comment `# run: {…}`. */
type Setting = {
  readonly version?: '1.3' | '2.0'
  readonly inputs?: Readonly<Record<string, unknown>>
  /** Values for each Pause that waits for the person, in turn. */
  readonly resume?: readonly Readonly<Record<string, unknown>>[]
  readonly stubs?: Readonly<Record<string, { readonly outputs?: Readonly<Record<string, unknown>> }>>
  /** A trigger that fires; files are written as text. */
  readonly fire?: Omit<FireRequest, 'files'> & { readonly files?: readonly { name: string; text: string }[] }
  /** Other flows of the workspace, by file. */
  readonly with?: readonly string[]
}

const flows = readdirSync(FOLDER).filter(file => file.endsWith('.yaml') && !file.endsWith('.expected.yaml'))

const settingOf = (source: string): Setting => {
  const [, json] = /^# run: (\{.*\})$/m.exec(source.split('\n', 1)[0] ?? '') ?? []
  return json === undefined ? {} : (JSON.parse(json) as Setting)
}

const filesOf = (files: NonNullable<Setting['fire']>['files'] = []): NonNullable<FireRequest['files']> =>
  files.map(({ name, text }) => ({ name, content: new Blob([text]) }))

/** One line a task run, one a log line: what a reader of the expectation looks for. */
function told(execution: Execution, executions: Iterable<Execution>, logs: readonly LogEntry[]): unknown {
  const labels = execution.labels.filter(({ key }) => key !== 'system.correlationId')
  const children = [...executions].filter(({ id }) => id !== execution.id)
  return {
    states: hops(execution),
    ...(labels.length > 0 ? { labels: labels.map(({ key, value }) => `${key}=${value}`) } : {}),
    taskRuns: execution.taskRuns.map(taskRun => lineOf(taskRun, execution.taskRuns)),
    ...(execution.outputs ? { outputs: printJson(execution.outputs as Plain) } : {}),
    logs: logs
      .filter(({ executionId, level }) => executionId === execution.id && ['INFO', 'WARN', 'ERROR'].includes(level))
      .map(({ level, taskId = '-', message, logger }) => `${level} ${logger ?? taskId}: ${withoutIds(message)}`),
    ...(children.length > 0 ? { children: children.map(child => `${child.flowId}: ${hops(child)}`) } : {}),
  }
}

function lineOf(taskRun: TaskRun, all: readonly TaskRun[]): string {
  const outputs =
    taskRun.outputs && Object.keys(taskRun.outputs).length > 0
      ? ` ${withoutIds(printJson(taskRun.outputs as Plain))}`
      : ''
  const attempts = taskRun.attempts.length === 1 ? '' : ` (${taskRun.attempts.length} attempts)`
  const badges = taskRun.badges ? ` [${taskRun.badges.join(', ')}]` : ''
  return `${pathOf(taskRun, all)}: ${hops(taskRun)}${attempts}${badges}${outputs}`
}

function pathOf(taskRun: TaskRun, all: readonly TaskRun[]): string {
  const parent = all.find(({ id }) => id === taskRun.parentTaskRunId)
  const own = `${taskRun.taskId}${taskRun.value === undefined ? '' : `[${taskRun.value}]`}`
  return parent ? `${pathOf(parent, all)}/${own}` : own
}

const withoutIds = (text: string): string =>
  text
    .replace(/id\d{20}/g, 'ID')
    .replace(/\/\d{5,20}\./g, '/RANDOM.')
    .replace(/(duration of )PT[\d.]+S exceed/, '$1TOOK exceed')

/** Resumes whatever waits for the person, as soon as it does. */
function resumer(world: ReturnType<typeof createWorld>, values: readonly Readonly<Record<string, unknown>>[]) {
  const left = [...values]
  const timer = setInterval(() => {
    for (const execution of world.executions.values()) {
      for (const { id, state } of execution.taskRuns) {
        if (state.current !== 'PAUSED' || left.length === 0) continue
        void world.engine.resume(execution.id, id, left.shift() ?? {})
      }
    }
  }, 5)
  return () => clearInterval(timer)
}

describe('a whole run', () => {
  test.each(flows)('%s comes out as expected', async file => {
    const source = readFileSync(`${FOLDER}${file}`, 'utf8')
    const { version, inputs, resume, stubs, fire, with: others = [] } = settingOf(source)
    const world = createWorld()
    const stop = resumer(world, resume ?? [])
    const execution = await world.run(source, {
      version: version ?? 'auto',
      inputs: inputs ?? {},
      flows: others.map(other => ({ source: readFileSync(`${FOLDER}${other}`, 'utf8') })),
      ...(stubs ? { stubs } : {}),
      ...(fire ? { fire: { ...fire, files: filesOf(fire.files) } } : {}),
    })
    stop()
    const found = told(execution, world.executions.values(), world.logs)
    const expected = `${FOLDER}${file.replace(/\.yaml$/, '.expected.yaml')}`
    if (!existsSync(expected) && !process.env.CI) writeFileSync(expected, stringify(found, { lineWidth: 0 }))
    expect(found).toEqual(parse(readFileSync(expected, 'utf8')))
  })
})
