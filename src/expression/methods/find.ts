import { arrayItems, collectionItems } from '../collections'
import type { Session } from '../session'
import {
  isMapValue,
  JavaCharacter,
  JavaCollection,
  JavaEntry,
  JavaTime,
  LoopVariables,
  numberKind,
  type Value,
} from '../value'
import { COLLECTION, ENTRY, LIST, MAP } from './containers'
import { ANY, BOOLEAN, LOOP, NUMBER } from './scalars'
import { STRING } from './strings'
import { TIME } from './times'

/** The types of parameters that templates can fill. A literal number is a Long, which no `int` takes. */
export type ParameterType = 'Object' | 'String' | 'int' | 'long' | 'double' | 'boolean' | 'Collection' | 'Map'

/** A public method of a Java class. */
export type Method = {
  readonly name: string
  readonly parameters: readonly ParameterType[]
  readonly call: (receiver: Value, args: readonly Value[], session: Session) => Value
}

/** Methods by name in lower case: Pebble does not mind the case. */
export type MethodTable = ReadonlyMap<string, readonly Method[]>

const DENIED: ReadonlySet<string> = new Set(['getclass', 'wait', 'notify', 'notifyall'])

/**
 * The method of a value's class by that name which takes these arguments.
 * Source: Pebble `MemberCacheUtils`: `denied` for what its `BlacklistMethodAccessValidator` refuses.
 */
export function findMethod(receiver: Value, name: string, args: readonly Value[]): Method | 'denied' | undefined {
  const wanted = name.toLowerCase()
  if (args.length === 0 && DENIED.has(wanted)) return 'denied'
  for (const table of tablesOf(receiver)) {
    const found = table.get(wanted)?.find(method => takes(method, args))
    if (found) return found
  }
  return undefined
}

function takes({ parameters }: Method, args: readonly Value[]): boolean {
  return parameters.length === args.length && parameters.every((type, index) => fits(args[index] ?? null, type))
}

function fits(value: Value, type: ParameterType): boolean {
  if (value === null) return true
  switch (type) {
    case 'Object':
      return true
    case 'String':
      return typeof value === 'string'
    case 'int':
      return numberKind(value) === 'Integer'
    case 'long':
      return numberKind(value) === 'Long'
    case 'double':
      return numberKind(value) === 'Double'
    case 'boolean':
      return typeof value === 'boolean'
    case 'Collection':
      return collectionItems(value) !== undefined
    case 'Map':
      return isMapValue(value)
  }
}

function tablesOf(value: Value): readonly MethodTable[] {
  if (typeof value === 'string') return [STRING, ANY]
  if (typeof value === 'boolean') return [BOOLEAN, ANY]
  if (numberKind(value) !== undefined) return [NUMBER, ANY]
  if (isMapValue(value)) return [MAP, ANY]
  if (Array.isArray(value)) return [LIST, COLLECTION, ANY]
  if (value instanceof JavaCollection) return value.shape === 'List' ? [LIST, COLLECTION, ANY] : [COLLECTION, ANY]
  if (value instanceof JavaEntry) return [ENTRY, ANY]
  if (value instanceof LoopVariables) return [LOOP, ANY]
  if (value instanceof JavaTime) return [TIME, ANY]
  if (value instanceof JavaCharacter || arrayItems(value)) return [ANY]
  return [ANY]
}
