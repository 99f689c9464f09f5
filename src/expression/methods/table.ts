import type { Method, MethodTable, ParameterType } from './find'

type Calls = Readonly<Record<string, Method['call']>>

/** A table from Java-like signatures: `substring(int,int)`. */
export function methods(calls: Calls): MethodTable {
  const table = new Map<string, Method[]>()
  for (const [signature, call] of Object.entries(calls)) {
    const [name = '', types = ''] = signature.replace(')', '').split('(')
    const parameters = types === '' ? [] : (types.split(',') as ParameterType[])
    const key = name.toLowerCase()
    table.set(key, [...(table.get(key) ?? []), { name, parameters, call }])
  }
  return table
}
