import { TaskFailed } from '../../../task'

/** What follows the last dot of an address, with the dot; empty when there is none. */
export function extensionOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot === -1 ? '' : name.slice(dot)
}

/** @throws TaskFailed when an address is not one of internal storage. */
export function checkAddress(uri: string, property: string): string {
  if (uri.startsWith('kestra://')) return uri
  throw new TaskFailed(`Expected a kestra:// address but found '${uri}'`, {
    property,
    hint: 'Give the address of a stored file, for example {{ outputs.task.uri }}.',
  })
}

/** Reads a list of addresses written as a list or as JSON text of one. @throws TaskFailed */
export function readAddresses(files: unknown, property: string): readonly string[] {
  const list: unknown = typeof files === 'string' ? parseList(files, property) : files
  if (Array.isArray(list)) return list.map(String)
  throw new TaskFailed('Expected a list of kestra:// addresses', { property })
}

function parseList(text: string, property: string): unknown {
  if (text.startsWith('kestra://')) return [text]
  try {
    return JSON.parse(text)
  } catch {
    throw new TaskFailed(`Expected a list of kestra:// addresses but found '${text.slice(0, 80)}'`, { property })
  }
}

/** Splits text into pieces that each keep their separator at the end; the last one may have none. */
export function splitKeeping(text: string, separator: string): readonly string[] {
  const pieces = text.split(separator)
  const last = pieces.pop() ?? ''
  const kept = pieces.map(piece => piece + separator)
  return last === '' ? kept : [...kept, last]
}
