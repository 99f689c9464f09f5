import type { Properties, Values } from '../../task'
import { TIME_ZONE } from './properties'

/** Properties of tasks that write values as text. Source: Kestra `AbstractTextWriter`. */
export const TEXT_FORMAT = {
  dateFormat: { kind: 'string', dynamic: true, default: 'yyyy-MM-dd', title: 'How dates are written.' },
  timeFormat: { kind: 'string', dynamic: true, default: 'HH:mm:ss[XXX]', title: 'How times are written.' },
  dateTimeFormat: {
    kind: 'string',
    dynamic: true,
    default: "yyyy-MM-dd'T'HH:mm:ss.SSS[XXX]",
    title: 'How dates with a time are written.',
  },
  timeZoneId: TIME_ZONE,
} as const satisfies Properties

export type TextFormat = Values<typeof TEXT_FORMAT>
