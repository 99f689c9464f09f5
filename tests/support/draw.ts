/** A source of numbers that gives the same ones for the same seed. */
export type Random = {
  /** A whole number between two bounds, both possible. */
  readonly int: (least: number, most: number) => number
  readonly pick: <T>(items: readonly T[]) => T
}

/** Starts a source from a seed (mulberry32). */
export function draw(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return { int, pick }
}
