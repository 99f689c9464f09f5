import type { Properties, Property } from './property'

/** The types of inputs and of a flow's outputs, old names included, by the name of today. */
export const INPUT_TYPES: Readonly<Record<string, string>> = {
  STRING: 'STRING',
  INT: 'INT',
  FLOAT: 'FLOAT',
  BOOL: 'BOOL',
  BOOLEAN: 'BOOL',
  SELECT: 'SELECT',
  ENUM: 'SELECT',
  MULTISELECT: 'MULTISELECT',
  ARRAY: 'ARRAY',
  JSON: 'JSON',
  YAML: 'YAML',
  ION: 'JSON',
  DATETIME: 'DATETIME',
  DATE: 'DATE',
  TIME: 'TIME',
  DURATION: 'DURATION',
  FILE: 'FILE',
  URI: 'URI',
  EMAIL: 'EMAIL',
  SECRET: 'SECRET',
}

/** A group of inputs; Kestra 2.0 has it. */
export const FORM = 'FORM'

/** Types of inputs that Kestra has, but not this one. Source: Kestra `io.kestra.core.models.flows.input.EeOnly`. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  TABLE: 'TABLE inputs are in the Enterprise Edition of Kestra only. Write JSON, and a list of maps as its value.',
  REUSABLE_INPUTS: 'Reusable inputs are in the Enterprise Edition of Kestra only. Write the inputs out.',
  OBJECT: 'OBJECT inputs came after Kestra 2.0.0. Write JSON, and a map as its value.',
}

const TYPE = { kind: 'choice', of: Object.keys(INPUT_TYPES), elsewhere: ELSEWHERE } as const
const bound = (title: string): Property => ({ kind: 'any', title })

const CHOICES = {
  kind: 'list',
  of: {
    kind: 'oneOf',
    of: [
      { kind: 'string', title: 'A value.' },
      {
        kind: 'object',
        closed: true,
        properties: {
          label: { kind: 'string', title: 'What the form shows.' },
          value: { kind: 'string', required: true, title: 'The value.' },
        },
        title: 'A value with a label of its own.',
      },
    ],
    title: 'A value, or one with a label of its own.',
  },
  title: 'Values to choose from.',
} as const

const INPUT: Properties = {
  id: {
    kind: 'string',
    required: true,
    pattern: '^[a-zA-Z0-9][.a-zA-Z0-9_-]*',
    aliases: ['name'],
    title: 'Name of the input, read as `inputs.name`. A dot makes a map.',
  },
  type: { ...TYPE, required: true, title: 'What kind of value it takes.' },
  description: { kind: 'string', title: 'A note for the person who fills it in.' },
  displayName: { kind: 'string', title: 'What the field is called.' },
  required: { kind: 'boolean', default: true, title: 'Whether a value must be there.' },
  defaults: { kind: 'any', dynamic: 'typed', title: 'The value when none is given.' },
  prefill: { kind: 'any', dynamic: 'typed', title: 'A first value that may be cleared.' },
  dependsOn: {
    kind: 'object',
    closed: true,
    properties: {
      inputs: {
        kind: 'list',
        of: { kind: 'string', title: 'Id of an input.' },
        title: 'Inputs that are asked for first.',
      },
      condition: { kind: 'string', dynamic: true, title: 'Ask for this input only when this is true.' },
    },
    title: 'Ask only after other inputs, and only when a condition holds.',
  },
  validator: { kind: 'string', title: 'A pattern that the whole text must match.' },
  min: bound('The least value.'),
  max: bound('The greatest value.'),
  after: bound('The earliest date or time.'),
  before: bound('The latest date or time.'),
  values: CHOICES,
  options: { ...CHOICES, title: 'Older name of `values`.' },
  expression: { kind: 'string', dynamic: 'typed', title: 'An expression that gives the values to choose from.' },
  allowCustomValue: { kind: 'boolean', default: false, title: 'Whether other values are taken too.' },
  allowInput: { kind: 'boolean', title: 'Whether other values are taken too.' },
  isRadio: { kind: 'boolean', default: false, title: 'Show the values as buttons.' },
  autoSelectFirst: { kind: 'boolean', default: false, title: 'Take the first value when none is given.' },
  itemType: { ...TYPE, title: 'What kind the items are.' },
  extension: { kind: 'string', title: 'Ending of the name of the file.' },
  accept: { kind: 'any', title: 'Kinds of files to choose from.' },
  allowedFileExtensions: {
    kind: 'list',
    of: { kind: 'string', title: 'An ending.' },
    title: 'Endings of files to choose from.',
  },
}

/** An input, of a flow or of `onResume`. Source: Kestra `io.kestra.core.models.flows.Input` and its kinds. */
export const INPUT_PROPERTY = {
  kind: 'object',
  properties: {
    ...INPUT,
    type: { ...TYPE, of: [...TYPE.of, FORM], required: true, title: 'What kind of value it takes.' },
    inputs: {
      kind: 'list',
      of: { kind: 'object', properties: INPUT, closed: true, title: 'An input of the form.' },
      only: ['2.0'],
      title: 'Inputs of a FORM, read as `inputs.form.name`.',
    },
  },
  closed: true,
  title: 'An input.',
} as const

/** An output of a flow or of a Loop. Source: Kestra `io.kestra.core.models.flows.Output`. */
export const OUTPUT_PROPERTY = {
  kind: 'object',
  closed: true,
  properties: {
    id: { kind: 'string', required: true, pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*', title: 'Name of the output.' },
    type: { ...TYPE, required: true, title: 'What kind of value it is.' },
    value: { kind: 'any', dynamic: 'typed', required: true, title: 'The value.' },
    displayName: { kind: 'string', title: 'What it is called.' },
    description: { kind: 'string', title: 'A note for readers.' },
    required: { kind: 'boolean', title: 'Whether it must have a value.' },
  },
  title: 'An output.',
} as const
