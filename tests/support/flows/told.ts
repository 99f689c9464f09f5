import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { type Plain, printJson } from '../../../src/expression'
import type { Execution, LogEntry, TaskRun } from '../../../src/model'
import { FLOWS } from './cases'

/**
 * What came of an execution and those beside it, as an expectation tells it: one line a task run, one a log line. Ids
 * that were drawn are left out.
 */
export function told(execution: Execution, all: Iterable<Execution>, logs: readonly LogEntry[]): unknown {
  const labels = execution.labels.filter(({ key }) => key !== 'system.correlationId')
  const children = [...all].filter(({ id }) => id !== execution.id)
  const bare = withoutIds([execution, ...children])
  const lines = execution.taskRuns.map(taskRun => bare(lineOf(taskRun, execution.taskRuns)))
  return {
    states: hops(execution),
    ...(labels.length > 0 ? { labels: labels.map(({ key, value }) => `${key}=${value}`) } : {}),
    taskRuns: lines,
    ...(execution.outputs ? { outputs: bare(printJson(execution.outputs as Plain)) } : {}),
    logs: logs
      .filter(({ executionId, level }) => executionId === execution.id && ['INFO', 'WARN', 'ERROR'].includes(level))
      .map(({ level, taskId = '-', message, logger }) => `${level} ${logger ?? taskId}: ${bare(message)}`),
    ...(children.length > 0 ? { children: children.map(child => `${child.flowId}: ${hops(child)}`) } : {}),
  }
}

/** What a case is expected to come to. A new case gets what came of it, to be read and compared with Kestra's rules. */
export function expectationOf(file: string, found: unknown): unknown {
  const expected = `${FLOWS}${file.replace(/\.yaml$/, '.expected.yaml')}`
  if (!existsSync(expected) && !process.env.CI) writeFileSync(expected, stringify(found, { lineWidth: 0 }))
  return parse(readFileSync(expected, 'utf8'))
}

function lineOf(taskRun: TaskRun, all: readonly TaskRun[]): string {
  const outputs =
    taskRun.outputs && Object.keys(taskRun.outputs).length > 0 ? ` ${printJson(taskRun.outputs as Plain)}` : ''
  const attempts = taskRun.attempts.length === 1 ? '' : ` (${taskRun.attempts.length} attempts)`
  const badges = taskRun.badges ? ` [${taskRun.badges.join(', ')}]` : ''
  return `${pathOf(taskRun, all)}: ${hops(taskRun)}${attempts}${badges}${outputs}`
}

function pathOf(taskRun: TaskRun, all: readonly TaskRun[]): string {
  const parent = all.find(({ id }) => id === taskRun.parentTaskRunId)
  const own = `${taskRun.taskId}${taskRun.value === undefined ? '' : `[${taskRun.value}]`}`
  return parent ? `${pathOf(parent, all)}/${own}` : own
}

const hops = ({ state }: Pick<Execution, 'state'>): string => state.histories.map(hop => hop.state).join(' > ')

/** Puts words in the place of what is drawn anew by every run: ids, names of files, dates, durations. */
function withoutIds(executions: readonly Execution[]): (text: string) => string {
  const ids = executions.flatMap(({ id, taskRuns }) => [id, ...taskRuns.map(taskRun => taskRun.id)])
  const known = new RegExp(ids.join('|'), 'g')
  return text =>
    text
      .replace(known, 'ID')
      .replace(/([/_])\d{5,20}\./g, '$1RANDOM.')
      .replace(/"date":\["[^"]+"\]/g, '"date":["NOW"]')
      .replace(/("content-length":\[")\d+/g, '$1N')
      .replace(/Mozilla\/[^"\\]+/g, 'BROWSER')
      .replace(/(kestra:\/\/\/\S*?\/)[\w-]{20,}-([^/"\s]+)/g, '$1RANDOM-$2')
      .replace(/(duration of )PT[\d.]+S exceed/, '$1TOOK exceed')
      .replace(/("on":)"[\d.T:-]+"/, '$1"DATE"')
}
