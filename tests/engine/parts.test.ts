import { describe, expect, test } from 'vitest'
import { base62Id, createBatch, createBreather, isoInstant } from '../../src/engine'
import { Cancel } from '../../src/engine/cancel'
import { HashOrderedMap } from '../../src/engine/hashOrderedMap'
import { OutputScope } from '../../src/engine/outputScope'
import { createState, type Execution, type ExecutionEvent } from '../../src/model'
import { durationMillis } from '../../src/task'

describe('a batch', () => {
  const changed = (id: string, taskId: string): ExecutionEvent => ({
    type: 'taskrun-changed',
    executionId: 'e',
    taskRun: { id, taskId, attempts: [], state: createState('CREATED', '') },
  })

  test('sends once for all that came, with the last change of each task run', () => {
    const sent: (readonly ExecutionEvent[])[] = []
    const waiting: (() => void)[] = []
    const batch = createBatch(
      events => sent.push(events),
      work => void waiting.push(work),
    )
    for (const event of [changed('a', 'one'), changed('b', 'two'), changed('a', 'three')]) batch.add(event)
    expect(waiting).toHaveLength(1)
    waiting[0]?.()
    expect(sent).toEqual([[changed('a', 'three'), changed('b', 'two')]])
  })

  test('tells at once that an execution began, whatever keeps the thread after it', () => {
    const sent: (readonly ExecutionEvent[])[] = []
    const batch = createBatch(
      events => sent.push(events),
      () => undefined,
    )
    const created = { type: 'execution-created', executionId: 'e', execution: { id: 'e' } } as ExecutionEvent
    batch.add(created)
    expect(sent).toEqual([[created]])
  })

  const begun = (executionId: string, parentId?: string): ExecutionEvent => ({
    type: 'execution-created',
    executionId,
    execution: { id: executionId, ...(parentId ? { parentId } : {}) } as Execution,
  })
  const over = (executionId: string): ExecutionEvent => ({
    type: 'execution-changed',
    executionId,
    state: createState('SUCCESS', ''),
  })

  test('sends the end of an execution at once, but not that of one that another started', () => {
    const sent: (readonly ExecutionEvent[])[] = []
    const waiting: (() => void)[] = []
    const batch = createBatch(
      events => sent.push(events),
      work => void waiting.push(work),
    )
    for (const event of [begun('parent'), begun('child', 'parent'), over('child')]) batch.add(event)
    expect(sent).toEqual([[begun('parent')]])
    batch.add(over('parent'))
    expect(sent[1]?.at(-1)).toEqual(over('parent'))
    batch.add(changed('a', 'one'))
    expect(waiting).toHaveLength(1)
    waiting[0]?.()
    expect(sent).toHaveLength(3)
  })
})

describe('a cancel', () => {
  test('rejects what waits, and what comes to wait later', async () => {
    const cancel = new Cancel()
    const waiting = cancel.race(new Promise(() => undefined))
    cancel.abort(new Error('stop'))
    await expect(waiting).rejects.toThrow('stop')
    await expect(cancel.race(new Promise(() => undefined))).rejects.toThrow('stop')
  })

  test('ends with the one around it, and not the other way', () => {
    const outer = new Cancel()
    const inner = new Cancel(outer)
    const other = new Cancel(outer)
    inner.abort(new Error('alone'))
    expect([outer.aborted, other.aborted]).toEqual([false, false])
    outer.abort(new Error('all'))
    expect(other.aborted).toBe(true)
  })

  test('holds nothing of what has been answered', async () => {
    const cancel = new Cancel()
    expect(await cancel.race(Promise.resolve(1))).toBe(1)
    await Promise.resolve()
    expect(cancel.waiting).toBe(0)
  })
})

test('breathing gives the thread away once it was held for long enough', async () => {
  let now = 0
  const turns: (() => void)[] = []
  const breathe = createBreather(
    () => now,
    work => void turns.push(work),
    10,
  )
  await breathe()
  expect(turns).toHaveLength(0)
  now = 20
  const [first, second] = [breathe(), breathe()]
  expect(turns).toHaveLength(1)
  turns[0]?.()
  await Promise.all([first, second])
})

describe('what outputs show', () => {
  test('a map of Kestra iterates by buckets, however it was filled', () => {
    const map = new HashOrderedMap({ capacity: 16 })
    for (const key of ['system', 'team', 'from', 'added']) map.set(key, 1)
    expect([...map.keys()]).toEqual(['system', 'added', 'from', 'team'])
    map.delete('from')
    expect([...map].map(([key]) => key)).toEqual(['system', 'added', 'team'])
  })

  test('an iteration sees what there was before it, and keeps its own to itself', () => {
    const outer = new OutputScope('2.0')
    const show = (scope: OutputScope, taskId: string) =>
      scope.show({ taskId, values: [], state: 'SUCCESS', outputs: { value: taskId } })
    show(outer, 'before')
    const inner = new OutputScope('2.0', outer)
    show(inner, 'own')
    show(outer, 'after')
    expect([...inner.outputs.keys()].sort()).toEqual(['before', 'own'])
    expect(outer.outputs.has('own')).toBe(false)
  })

  test('outputs inside loops are nested by the values around them', () => {
    const scope = new OutputScope('1.3')
    scope.show({ taskId: 'i', values: ['x', '1'], state: 'SUCCESS', outputs: { value: 1 } })
    const outer = scope.outputs.get('i') as ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, unknown>>>
    expect(outer.get('x')?.get('1')?.get('value')).toBe(1)
  })
})

test('ids are 128 bits as base62', () => {
  expect(base62Id(new Uint8Array(16))).toBe('0')
  expect(base62Id(new Uint8Array(16).fill(255))).toBe('7n42DGM5Tflk9n8mt7Fhc7')
})

test('instants have six decimals', () => {
  expect(isoInstant(Date.UTC(2026, 0, 2, 3, 4, 5, 6) + 0.5)).toBe('2026-01-02T03:04:05.006500Z')
})

test('durations come to milliseconds', () => {
  expect(['PT0.5S', 'PT1M', '-PT1H', 'P1DT1S'].map(durationMillis)).toEqual([500, 60_000, -3_600_000, 86_401_000])
  expect(() => durationMillis('5 minutes')).toThrow('cannot be parsed')
})
