import { readIon } from '../ionRead'
import { JsonError, readJson } from '../jsonRead'
import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { booleanArg } from '../take'
import type { Value } from '../value'
import { readYaml, YamlError } from '../yamlRead'

/** Functions that read data formats. */
export const dataFunctions: readonly PebbleFunction[] = [
  {
    name: 'fromJson',
    title: 'Reads JSON: objects become maps, `1.0` stays a Double.',
    arguments: [{ name: 'json', title: 'The text to read.' }],
    examples: [{ template: '{{ fromJson(body).a }}', variables: { body: '{"a": [1, 2]}' }, result: '[1,2]' }],
    dialects: BOTH,
    apply: (args, call) => fromJson('fromJson', args, call),
  },
  {
    name: 'json',
    title: 'The old name of `fromJson`.',
    arguments: [{ name: 'json', title: 'The text to read.' }],
    examples: [{ template: "{{ json('[1]') | first }}", result: '1' }],
    dialects: ['1.3'],
    replacement: '`fromJson(…)`',
    apply: (args, call) => fromJson('json', args, call),
  },
  {
    name: 'fromIon',
    title: 'Reads Ion: the first row, or all of them.',
    arguments: [
      { name: 'ion', title: 'The text, or what `read()` gives of a file of rows.' },
      { name: 'allRows', title: 'Whether to give a list of all rows.', default: 'false' },
    ],
    examples: [
      { template: '{{ fromIon(rows).a }}', variables: { rows: '{a:1}\n{a:2}' }, result: '1' },
      {
        template: '{{ fromIon(rows, allRows=true) }}',
        variables: { rows: '{a:1}\n{a:2}' },
        result: '[{"a":1},{"a":2}]',
      },
    ],
    dialects: BOTH,
    apply: fromIon,
  },
  {
    name: 'yaml',
    title: 'Reads YAML.',
    arguments: [{ name: 'yaml', title: 'The text to read.' }],
    examples: [{ template: '{{ yaml(text).a }}', variables: { text: 'a: [1, yes]' }, result: '[1,true]' }],
    dialects: BOTH,
    apply: yaml,
  },
]

function fromJson(name: string, args: Args, call: Call): Value {
  if (!args.has('json')) throw call.fail(`The '${name}' function expects an argument 'json'.`)
  const json = args.get('json') ?? null
  if (json === null) return null
  if (typeof json !== 'string') throw call.fail(`The '${name}' function expects an argument 'json' with type string.`)
  try {
    return readJson(json)
  } catch (error) {
    if (error instanceof JsonError) throw call.fail(`Invalid json: ${error.message}`)
    throw error
  }
}

function fromIon(args: Args, call: Call): Value {
  if (!args.has('ion')) throw call.fail("The 'fromIon' function expects an argument 'ion'.")
  const ion = args.get('ion') ?? null
  if (ion === null) return null
  if (typeof ion !== 'string' && !(ion instanceof Uint8Array && call.session.dialect === '2.0'))
    throw call.fail("The 'fromIon' function expects an argument 'ion' with type string.")
  const all = booleanArg(args, 'allRows')
  const library = call.session.module('ion', () => import('ion-js'))
  const rows = readIon(library, ion, all ? Number.POSITIVE_INFINITY : 1, message =>
    call.fail(`Invalid ion: ${message}`),
  )
  return all ? rows : (rows[0] ?? null)
}

function yaml(args: Args, call: Call): Value {
  if (!args.has('yaml')) throw call.fail("The 'yaml' function expects an argument 'yaml'.")
  const text = args.get('yaml') ?? null
  if (typeof text !== 'string') throw call.fail("The 'yaml' function expects an argument 'yaml' with type string.")
  try {
    return readYaml(text)
  } catch (error) {
    if (error instanceof YamlError) throw call.fail(`Invalid yaml: ${error.message}`)
    throw error
  }
}
