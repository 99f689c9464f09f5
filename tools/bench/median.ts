import { performance } from 'node:perf_hooks'

/** The median time of `times` calls in milliseconds, after one that warms up. */
export async function medianMs(times: number, work: () => unknown): Promise<number> {
  await work()
  const taken: number[] = []
  for (let turn = 0; turn < times; turn += 1) {
    const start = performance.now()
    await work()
    taken.push(performance.now() - start)
  }
  return median(taken)
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
