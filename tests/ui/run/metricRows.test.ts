import { expect, it } from 'vitest'
import type { MetricEntry } from '../../../src/model'
import { metricRows } from '../../../src/ui/run/metricRows'

const entry = (taskId: string, name: string, value: number, more: Partial<MetricEntry> = {}): MetricEntry => ({
  executionId: 'e',
  taskId,
  taskRunId: `run-${taskId}`,
  name,
  type: 'counter',
  value,
  tags: {},
  date: '2026-11-24T14:32:04.000Z',
  ...more,
})

it('metrics are summed by task, name and tags, in the order of the tasks', () => {
  const rows = metricRows([
    entry('api', 'response.length', 6900),
    entry('python', 'rows', 10, { tags: { kind: 'a' } }),
    entry('sql', 'fetch.size', 14),
    entry('api', 'duration', 0.41, { type: 'timer' }),
    entry('python', 'rows', 4, { tags: { kind: 'a' } }),
    entry('python', 'rows', 1, { tags: { kind: 'b' } }),
  ])
  expect(rows.map(({ taskId, name, tags, count, text }) => [taskId, name, tags, count, text])).toEqual([
    ['api', 'response.length', '', 1, '6.9 kB'],
    ['api', 'duration', '', 1, '0.41 s'],
    ['python', 'rows', 'kind: a', 2, '14'],
    ['python', 'rows', 'kind: b', 1, '1'],
    ['sql', 'fetch.size', '', 1, '14'],
  ])
})
