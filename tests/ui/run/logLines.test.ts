import { describe, expect, it } from 'vitest'
import type { LogEntry, LogLevel } from '../../../src/model'
import { drawnMessage, filterLog, logText, patternOf, WHOLE_LOG } from '../../../src/ui/run/logLines'

const entry = (index: number, level: LogLevel, message: string, taskId = 'api'): LogEntry => ({
  index,
  executionId: 'x',
  level,
  date: '2026-11-25T01:00:00.000Z',
  message,
  taskId,
  taskRunId: taskId,
})

const messages = (entries: readonly LogEntry[], filter: Partial<typeof WHOLE_LOG>): readonly string[] =>
  filterLog(entries, { ...WHOLE_LOG, ...filter }).map(line => line.entry.message)

describe('the log', () => {
  const log = [entry(0, 'DEBUG', 'asking'), entry(1, 'INFO', 'got 30 rows'), entry(2, 'ERROR', 'lost', 'python')]

  it('takes a level as the lowest one shown', () =>
    expect(messages(log, { level: 'INFO' })).toEqual(['got 30 rows', 'lost']))
  it('shows the lines of one task', () => expect(messages(log, { tasks: ['python'] })).toEqual(['lost']))
  it('marks what the search finds and keeps the rest', () =>
    expect(filterLog(log, { ...WHOLE_LOG, search: 'rows' }).map(({ found }) => found)).toEqual([false, true, false]))
  it('hides the rest on wish', () =>
    expect(messages(log, { search: '/\\d+/', onlyMatches: true })).toEqual(['got 30 rows']))
  it('folds repeats in a row', () =>
    expect(filterLog([entry(0, 'INFO', 'tick'), entry(1, 'INFO', 'tick')], WHOLE_LOG)).toMatchObject([{ times: 2 }]))
  it('is written out with date, level and task', () =>
    expect(logText(log.slice(1, 2))).toBe('2026-11-25T01:00:00.000Z INFO  api got 30 rows\n'))
})

describe('a search', () => {
  it('takes a broken expression as text', () => expect(patternOf('/(/')?.test('a /(/ b')).toBe(true))
  it('takes text literally', () => expect(patternOf('a.b')?.test('axb')).toBe(false))
})

describe('a message', () => {
  it('loses the colours of a terminal', () => expect(drawnMessage('\u001b[31mred\u001b[0m')).toBe('red'))
  it('is cut where it is very long', () => expect(drawnMessage('x'.repeat(9000))).toMatch(/… \(9000 letters\)$/))
})
