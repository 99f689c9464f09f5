import { type AnyMap, mapGet } from '../collections'
import type { Call } from '../language'
import { castError, nullPointer } from '../thrown'
import { isMapValue, type Value } from '../value'

/** What functions read of the variable `flow`. */
export type FlowNames = {
  readonly id: string | null
  readonly namespace: string | null
  readonly tenantId: string | null
}

/** The flow that an expression is rendered for. @throws JavaThrown when there is none */
export function flowOf(call: Call): FlowNames {
  const flow = mapVariable(call, 'flow')
  return { id: textIn(flow, 'id'), namespace: textIn(flow, 'namespace'), tenantId: textIn(flow, 'tenantId') }
}

/** A variable that is a map. @throws JavaThrown when it is missing or something else */
export function mapVariable(call: Call, name: string): AnyMap {
  const value = call.variable(name)
  if (value === null) throw nullPointer(`Cannot invoke "java.util.Map.get(Object)" because "${name}" is null`)
  if (!isMapValue(value)) throw castError(value, 'java.util.Map')
  return value
}

/** A text in a map, or null. */
export function textIn(map: AnyMap, key: string): string | null {
  const value: Value = mapGet(map, key) ?? null
  if (value === null || typeof value === 'string') return value
  throw castError(value, 'java.lang.String')
}
