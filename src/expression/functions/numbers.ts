import { type Args, BOTH, type PebbleFunction } from '../language'
import { type Comparison, compare } from '../numbers'
import { rangeOf } from '../range'
import type { Value } from '../value'

/** Functions of numbers. */
export const numberFunctions: readonly PebbleFunction[] = [
  {
    name: 'max',
    title: 'The largest of its arguments.',
    arguments: 'any',
    examples: [{ template: '{{ max(1, 3, 2) }}', result: '3' }],
    dialects: BOTH,
    apply: args => extreme(args, 'GREATER_THAN'),
  },
  {
    name: 'min',
    title: 'The smallest of its arguments.',
    arguments: 'any',
    examples: [{ template: '{{ min(1, 3, 2) }}', result: '1' }],
    dialects: BOTH,
    apply: args => extreme(args, 'LESS_THAN'),
  },
  {
    name: 'range',
    title: 'The numbers from `start` to `end`, both included, or the letters between two.',
    arguments: [
      { name: 'start', title: 'The first.' },
      { name: 'end', title: 'The last, unless a step misses it.' },
      { name: 'increment', title: 'The step.', default: '1' },
    ],
    examples: [{ template: "{{ range(0, 6, 3) }} {{ range('a', 'c') }}", result: '[0,3,6] ["a","b","c"]' }],
    dialects: BOTH,
    apply: (args, call) =>
      rangeOf(call, args.get('start') ?? null, args.get('end') ?? null, args.get('increment') ?? null),
  },
]

function extreme(args: Args, comparison: Comparison): Value {
  let best: Value = null
  for (const candidate of args.values()) {
    if (best === null || compare(candidate, best, comparison)) best = candidate
  }
  return best
}
