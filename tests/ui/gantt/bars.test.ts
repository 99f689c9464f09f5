import { describe, expect, it } from 'vitest'
import { axisOf, elapsedOf, ganttRows, segmentsOf, ticksOf, tickText } from '../../../src/ui/gantt/bars'
import { ended, execution, failed, LOOP_OUTLINE, looped, OUTLINE, outlineTask, running, taskRun } from '../outputs/runs'

const BEGIN = Date.parse('2026-11-24T14:32:04.000Z')

describe('the rows of a Gantt', () => {
  it('are the tasks in flow order, those that did not run without a bar', () => {
    const { rows } = ganttRows(failed(), OUTLINE, BEGIN)
    expect(rows.map(({ taskId, state, duration }) => [taskId, state, duration])).toEqual([
      ['api', 'SUCCESS', 410],
      ['python', 'FAILED', 890],
      ['sqlQuery', 'not-run', undefined],
    ])
  })

  it('are one for every pass of a loop, named by its value', () => {
    const { rows } = ganttRows(looped(), LOOP_OUTLINE, BEGIN)
    expect(rows.slice(0, 3).map(({ title, depth }) => [title, depth])).toEqual([
      ['each', 0],
      ['paint, red', 1],
      ['paint, green', 1],
    ])
  })

  it('are a part of very many: the first, the last and those that did not end well', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      taskRun('one', ended(index === 5_000 ? 'FAILED' : 'SUCCESS', index, index + 1), {
        id: `r${index}`,
        value: `${index}`,
      }),
    )
    const { rows, left } = ganttRows(execution(ended('FAILED', 0, 10_000), many), [outlineTask('one', 3)], BEGIN)
    expect(rows.length + left).toBe(10_000)
    expect(rows).toHaveLength(51)
    expect(rows.filter(({ state }) => state === 'FAILED').map(({ title }) => title)).toEqual(['one, 5000'])
    expect(rows.at(-1)?.title).toBe('one, 9999')
  })

  it('grow with the clock while their task runs', () => {
    expect(ganttRows(running(), OUTLINE, BEGIN + 5000).rows[1]).toMatchObject({
      segments: [{ kind: 'running', from: 420, to: 5000 }],
    })
  })
})

describe('the parts of a bar', () => {
  it('are one where the task took no time, so that there is something to see', () => {
    expect(segmentsOf(ended('SUCCESS', 7, 7), BEGIN, BEGIN)).toEqual([{ kind: 'running', from: 7, to: 7 }])
  })

  it('follow the hops of the state: waiting, running, paused', () => {
    const date = (milliseconds: number) => new Date(BEGIN + milliseconds).toISOString()
    const state = {
      current: 'SUCCESS',
      histories: [
        { state: 'CREATED', date: date(0) },
        { state: 'SUBMITTED', date: date(100) },
        { state: 'RUNNING', date: date(200) },
        { state: 'PAUSED', date: date(300) },
        { state: 'RUNNING', date: date(900) },
        { state: 'SUCCESS', date: date(1000) },
      ],
    } as const
    expect(segmentsOf(state, BEGIN, 0)).toEqual([
      { kind: 'waiting', from: 0, to: 200 },
      { kind: 'running', from: 200, to: 300 },
      { kind: 'paused', from: 300, to: 900 },
      { kind: 'running', from: 900, to: 1000 },
    ])
  })
})

describe('the axis', () => {
  it('ends with a run that is over, and doubles while one goes on', () => {
    expect(axisOf(2860, true).end).toBe(2860)
    expect([900, 1900, 9400].map(elapsed => axisOf(elapsed, false).end)).toEqual([1000, 4000, 16_000])
  })

  it('has ticks of 1, 2 or 5, nine at most', () => {
    expect(axisOf(16_000, true).step).toBe(2000)
    expect(ticksOf({ end: 1000, step: 200 })).toEqual([0, 200, 400, 600, 800, 1000])
  })

  it('says its ticks in seconds or minutes', () => {
    expect(tickText(500, { end: 1000, step: 500 })).toBe('0.5 s')
    expect(tickText(4000, { end: 16_000, step: 2000 })).toBe('4 s')
    expect(tickText(120_000, { end: 600_000, step: 120_000 })).toBe('2 min')
  })
})

it('the time of a run is from its first hop to its last, or to now', () => {
  expect(elapsedOf(failed(), 0)).toBe(1310)
  expect(elapsedOf(running(), BEGIN + 700)).toBe(700)
  expect(ended('RUNNING', 0, 0).current).toBe('RUNNING')
})
