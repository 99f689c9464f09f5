import { describe, expect, test } from 'vitest'
import type { LogEntry } from '../../../src/model'
import { Echo } from '../../../src/plugins/core/debug/Echo'
import { Return } from '../../../src/plugins/core/debug/Return'
import { FetchLogs } from '../../../src/plugins/core/log/Fetch'
import { Log } from '../../../src/plugins/core/log/Log'
import { PurgeLogs } from '../../../src/plugins/core/log/PurgeLogs'
import { OutputValues } from '../../../src/plugins/core/output/OutputValues'
import { runTask } from '../../support/runContext'

test.each([
  [{ message: 'plain {{ flow.id }}' }, ['INFO plain flow']],
  [{ message: ['a {{ flow.id }}', 'b'], level: 'WARN' }, ['WARN a flow', 'WARN b']],
  [{ message: '' }, ['INFO ']],
  [{ message: "{{ {'a': [1,2]} }}" }, ['INFO {"a":[1,2]}']],
  [{ message: 'one\ntwo\n' }, ['INFO one\ntwo\n']],
])('Log %j', async (properties, logs) => {
  expect((await runTask(Log, properties)).logs).toEqual(logs)
})

test('Echo writes a line', async () => {
  expect((await runTask(Echo, { format: 'x', level: 'ERROR' })).logs).toEqual(['ERROR x'])
})

describe('Return', () => {
  test('gives its rendered text, logs and measures it', async () => {
    const { outputs, logs, metrics } = await runTask(Return, { format: 'é {{ 1 + 1 }}' })
    expect(outputs).toEqual({ value: 'é 2' })
    expect(logs).toEqual(['DEBUG é 2'])
    expect(metrics).toMatchObject({ length: 3 })
  })
  test('gives nothing without a format', async () => {
    expect((await runTask(Return, {})).outputs).toBeUndefined()
  })
})

test('OutputValues renders texts at any depth', async () => {
  const values = { n: '{{ 1 + 1 }}', plain: 5, list: [1, "{{ 'x' }}"], map: { a: '{{ 2 * 2 }}' } }
  expect((await runTask(OutputValues, { values })).outputs).toEqual({
    values: { n: '2', plain: 5, list: [1, 'x'], map: { a: '4' } },
  })
})

describe('Fetch', () => {
  const line = (index: number, level: LogEntry['level'], taskId: string, more: Partial<LogEntry> = {}): LogEntry => ({
    index,
    executionId: 'E',
    level,
    date: '2024-01-01T00:00:00Z',
    message: `${taskId} ${level}`,
    taskId,
    ...more,
  })
  const logLines = [
    line(0, 'INFO', 'a'),
    line(1, 'DEBUG', 'a'),
    line(2, 'ERROR', 'b'),
    line(3, 'WARN', 'c', { logger: 'flowyard' }),
  ]
  const fetched = async (properties: Readonly<Record<string, unknown>>) => {
    const { outputs, text } = await runTask(FetchLogs, properties, { logLines, version: '1.3' })
    const rows = (await text(outputs?.uri)).split('\n').flatMap(row => /message:"([^"]*)"/.exec(row)?.[1] ?? [])
    expect(outputs?.size).toBe(rows.length)
    return rows
  }
  test.each([
    [{}, ['a INFO', 'b ERROR']],
    [{ level: 'DEBUG' }, ['a INFO', 'a DEBUG', 'b ERROR']],
    [{ tasksId: ['b', 'a'], level: 'INFO' }, ['b ERROR', 'a INFO']],
    [{ executionId: '{{ execution.id }}', level: 'ERROR' }, ['b ERROR']],
  ])('%j', async (properties, messages) => {
    expect(await fetched(properties)).toEqual(messages)
  })
  test('does not know other executions', async () => {
    await expect(runTask(FetchLogs, { executionId: 'other' })).rejects.toThrow("Unable to find execution 'other'")
  })
})

test('PurgeLogs says that it deletes nothing', async () => {
  const { outputs, logs } = await runTask(PurgeLogs, { endDate: '2024-01-01' })
  expect(outputs).toEqual({ count: 0, executionLogsCount: 0, nonExecutionLogsCount: 0 })
  expect(logs[0]).toMatch(/^flowyard INFO No log line was deleted/)
})
