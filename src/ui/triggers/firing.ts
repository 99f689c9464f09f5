import type { FireRequest, FlowTrigger } from '../../engine'

/** What a trigger has to be told to be fired by hand. */
export type FiringKind = 'date' | 'call' | 'execution' | 'files'

/** By the end of a trigger's type; all that are not named wait for files. */
const KINDS: Readonly<Record<string, FiringKind>> = {
  Schedule: 'date',
  ScheduleOnDates: 'date',
  Webhook: 'call',
  Flow: 'execution',
}

export const firingKind = ({ type }: Pick<FlowTrigger, 'type'>): FiringKind =>
  KINDS[type.slice(type.lastIndexOf('.') + 1)] ?? 'files'

/** What a person filled in. */
export type FiringFields = {
  /** Local to UTC, as a date field gives it: `2026-11-26T17:30`. */
  readonly date: string
  readonly body: string
  readonly files: readonly File[]
  /** `namespace.flow`, the state that it ended in, and its outputs as JSON. */
  readonly flow: string
  readonly state: string
  readonly outputs: string
}

/** The field of a date, in UTC, to the minute. */
export const dateField = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 16)

/** @throws SyntaxError when outputs are not JSON; Error when they are no map */
export function fireRequest(trigger: FlowTrigger, fields: FiringFields, newId: () => string): FireRequest {
  const triggerId = trigger.id
  const kind = firingKind(trigger)
  switch (kind) {
    case 'date':
      return { triggerId, date: new Date(`${fields.date}Z`).toISOString() }
    case 'call':
      return { triggerId, ...(fields.body.trim() === '' ? {} : { body: fields.body }) }
    case 'files':
      return { triggerId, files: fields.files.map(file => ({ name: file.name, content: file })) }
    case 'execution': {
      const dot = fields.flow.lastIndexOf('.')
      const execution = {
        id: newId(),
        namespace: fields.flow.slice(0, Math.max(0, dot)),
        flowId: fields.flow.slice(dot + 1),
        flowRevision: 1,
        state: fields.state,
      }
      return { triggerId, execution: { ...execution, outputs: readOutputs(fields.outputs) } }
    }
    default:
      return kind satisfies never
  }
}

function readOutputs(text: string): Readonly<Record<string, unknown>> {
  const outputs: unknown = text.trim() === '' ? {} : JSON.parse(text)
  if (typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs)) return { ...outputs }
  throw new Error('Write outputs as a map in JSON, such as {"rows": 3}')
}
