import { collectionItems } from './collections'
import { isEmpty } from './isEmpty'
import { isJson } from './jsonRead'
import { BOTH, type Test } from './language'
import { asString } from './take'
import { castError } from './thrown'
import { isMapValue, longValue, numberKind, type Value } from './value'

/** What may stand behind `is` and `is not`. */
export const tests: readonly Test[] = [
  {
    name: 'defined',
    title: 'There, and not null.',
    arguments: 'any',
    examples: [{ template: '{{ inputs.x is defined }}', variables: { inputs: {} }, result: 'false' }],
    dialects: BOTH,
    apply: input => input !== null,
  },
  {
    name: 'empty',
    title: 'Null, a blank text, or a list or map without items. A missing name is an error.',
    arguments: 'any',
    examples: [{ template: "{{ '' is empty }} {{ [1] is not empty }}", result: 'true true' }],
    dialects: BOTH,
    apply: isEmpty,
  },
  {
    name: 'even',
    title: 'An even integer.',
    arguments: 'any',
    examples: [{ template: '{{ 2 is even }}', result: 'true' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) throw call.fail('Can not pass null value to "even" test.')
      return remainder(input) === 0n
    },
  },
  {
    name: 'odd',
    title: 'An odd integer.',
    arguments: 'any',
    examples: [{ template: '{{ 3 is odd }}', result: 'true' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) throw call.fail('Can not pass null value to "odd" test.')
      return remainder(input) !== 0n
    },
  },
  {
    name: 'iterable',
    title: 'Something a `for` loop can go through as a list; maps are not.',
    arguments: 'any',
    examples: [{ template: "{{ [1] is iterable }} {{ 'abc' is iterable }}", result: 'true false' }],
    dialects: BOTH,
    apply: input => collectionItems(input) !== undefined,
  },
  {
    name: 'map',
    title: 'A map.',
    arguments: 'any',
    examples: [{ template: "{{ {'a': 1} is map }}", result: 'true' }],
    dialects: BOTH,
    apply: isMapValue,
  },
  {
    name: 'null',
    title: 'Null. A missing name is an error.',
    arguments: 'any',
    examples: [{ template: '{{ inputs.x is null }}', variables: { inputs: { x: null } }, result: 'true' }],
    dialects: BOTH,
    apply: input => input === null,
  },
  {
    name: 'json',
    title: 'A text that is JSON.',
    arguments: 'any',
    examples: [{ template: "{{ '[1]' is json }} {{ '[1' is json }}", result: 'true false' }],
    dialects: BOTH,
    apply: input => input !== null && isJson(asString(input)),
  },
]

function remainder(value: Value): bigint {
  const kind = numberKind(value)
  if (kind !== 'Integer' && kind !== 'Long') throw castError(value, 'java.lang.Long')
  return longValue(value) % 2n
}
