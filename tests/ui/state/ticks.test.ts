import { afterEach, expect, it, vi } from 'vitest'
import { onTick } from '../../../src/ui/state/ticks'

afterEach(() => vi.useRealTimers())

it('tells all listeners of a clock in one go, until they stop, and then stops itself', () => {
  vi.useFakeTimers()
  const told: string[] = []
  const stop = onTick(100, () => told.push('one'))
  vi.advanceTimersByTime(50)
  const stopOther = onTick(100, () => told.push('other'))
  vi.advanceTimersByTime(50)
  expect(told).toEqual(['one', 'other'])
  stop()
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['one', 'other', 'other'])
  stopOther()
  vi.advanceTimersByTime(100)
  expect(vi.getTimerCount()).toBe(0)
  onTick(100, () => told.push('again'))
  vi.advanceTimersByTime(100)
  expect(told.at(-1)).toBe('again')
})
