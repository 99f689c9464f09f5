import { stringHash } from '../expression'

/**
 * The order in which Jackson lists the properties of a class: by the place their names have in its hash table.
 * Source: Jackson `BeanPropertyMap`.
 */
export function jacksonOrder(names: readonly string[]): readonly string[] {
  const size = tableSize(names.length)
  const slots: (string | undefined)[] = []
  let spilled = size + (size >> 1)
  for (const name of names) {
    const first = stringHash(name) & (size - 1)
    const second = size + (first >> 1)
    const slot = slots[first] === undefined ? first : slots[second] === undefined ? second : spilled++
    slots[slot] = name
  }
  return slots.filter(name => name !== undefined)
}

function tableSize(count: number): number {
  if (count <= 5) return 8
  if (count <= 12) return 16
  let size = 32
  while (size < count + (count >> 2)) size *= 2
  return size
}
