import { expect, it } from 'vitest'
import { NO_PLACES, placesIn, withMoved, withoutColumn } from '../../../src/ui/outputs/preview/places'

const three = placesIn(NO_PLACES, 3)

it('shows all columns until one is hidden, and always one', () => {
  expect(three.shown).toEqual([0, 1, 2])
  const one = withoutColumn(withoutColumn(three, 0), 2)
  expect(one.shown).toEqual([1])
  expect(withoutColumn(one, 1).shown).toEqual([1])
})

it('moves a column by one place, not over the ends', () => {
  expect(withMoved(three, 0, 1).shown).toEqual([1, 0, 2])
  expect(withMoved(three, 0, -1).shown).toEqual([0, 1, 2])
  expect(withMoved(withoutColumn(three, 1), 0, 1).shown).toEqual([2, 0])
})

it('adds columns that come with later rows at the end', () => {
  expect(placesIn(withoutColumn(withMoved(three, 2, -1), 0), 5).shown).toEqual([2, 1, 3, 4])
})
