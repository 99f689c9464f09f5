import { ionText } from '../ionWrite'
import { jqFilter } from '../jq/filter'
import { jsonText } from '../json'
import { BOTH, type Call, type Filter } from '../language'
import type { Value } from '../value'
import { yamlText } from '../yamlWrite'

const toJson = (input: Value, call: Call): string => jsonText(input, { dialect: call.session.dialect, nulls: false })

/** Filters that write and read data formats. */
export const dataFilters: readonly Filter[] = [
  {
    name: 'toJson',
    title: 'Writes a value as JSON; map entries without a value are left out.',
    arguments: 'any',
    examples: [{ template: "{{ {'a': [1, 2.0]} | toJson }}", result: '{"a":[1,2.0]}' }],
    dialects: BOTH,
    apply: (input, _args, call) => toJson(input, call),
  },
  {
    name: 'json',
    title: 'The old name of `toJson`.',
    arguments: 'any',
    examples: [{ template: '{{ [1, 2] | json }}', result: '[1,2]' }],
    dialects: ['1.3'],
    replacement: '`toJson`',
    apply: (input, _args, call) => toJson(input, call),
  },
  {
    name: 'toIon',
    title: 'Writes a value as Ion text.',
    arguments: 'any',
    examples: [{ template: '{{ m | toIon }}', variables: { m: { a: 1, b: 'x' } }, result: '{a:1,b:"x"}' }],
    dialects: BOTH,
    apply: input => ionText(input),
  },
  {
    name: 'yaml',
    title: 'Writes a value as YAML.',
    arguments: 'any',
    examples: [{ template: '{{ m | yaml }}', variables: { m: { a: 1, b: 'x' } }, result: 'a: 1\nb: x\n' }],
    dialects: BOTH,
    apply: input => yamlText(input),
  },
  jqFilter,
]
