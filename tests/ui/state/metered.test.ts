import { expect, it } from 'vitest'
import { isMetered } from '../../../src/ui/state/metered'

it('bytes cost on mobile data and where the browser saves data, and nowhere else', () => {
  expect(isMetered({ type: 'cellular', saveData: false })).toBe(true)
  expect(isMetered({ saveData: true })).toBe(true)
  expect(isMetered({ type: 'wifi', saveData: false })).toBe(false)
  expect(isMetered(undefined)).toBe(false)
})
