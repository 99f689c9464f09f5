/** Properties of the JSONata tasks. */
export const EXPRESSION = {
  kind: 'string',
  dynamic: true,
  required: true,
  language: 'jsonata',
  title: 'The JSONata expression.',
} as const

export const MAX_DEPTH = {
  kind: 'number',
  integer: true,
  minimum: 1,
  dynamic: true,
  default: 50,
  title: 'How deep functions may call each other.',
} as const
