/** The properties and outputs that conversions share. */
export const FROM = { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' } as const

export const CHARSET = { kind: 'string', dynamic: true, default: 'UTF-8', title: 'The encoding of the file.' } as const

export const URI = { uri: { kind: 'string', always: true, title: 'The address of the new file.' } } as const

export const TIME_ZONE = {
  kind: 'string',
  dynamic: true,
  default: 'Etc/UTC',
  title: 'The zone of times that have none of their own.',
} as const

export const ON_BAD_LINES = ['ERROR', 'WARN', 'SKIP'] as const
