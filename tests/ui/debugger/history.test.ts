import { describe, expect, it } from 'vitest'
import { HISTORY_SIZE, type HistoryItem, remember, togglePin } from '../../../src/ui/debugger/history'

const texts = (items: readonly HistoryItem[]) => items.map(item => item.expression)
const filled = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ expression: `{{ ${index} }}`, pinned: false }))

describe('the history', () => {
  it('has the newest expression first, each once', () => {
    expect(texts(remember(remember(remember([], 'a'), 'b'), 'a'))).toEqual(['a', 'b'])
  })

  it('keeps fifty', () => {
    expect(remember(filled(HISTORY_SIZE), 'new')).toHaveLength(HISTORY_SIZE)
  })

  it('keeps pinned ones at the front when others go', () => {
    const pinned = togglePin(filled(HISTORY_SIZE), '{{ 49 }}')
    expect(texts(remember(pinned, 'new')).slice(0, 2)).toEqual(['{{ 49 }}', 'new'])
  })

  it('never keeps secrets, nor nothing', () => {
    expect(remember([], "{{ secret('TOKEN') }}")).toEqual([])
    expect(remember([], '  ')).toEqual([])
  })
})
