import { TaskFailed } from '../../../task'

/** The extension of an address, with its dot; `.tmp` when there is none. */
export function extensionOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot === -1 ? '.tmp' : name.slice(dot)
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
  try {
    return JSON.parse(text)
  } catch {
    throw new TaskFailed(`Expected a list of kestra:// addresses but found '${text.slice(0, 80)}'`, {
      property,
      hint: 'Write a list, or an expression that gives one as JSON.',
    })
  }
}

/** The lines of a text, each with `separator` in place of its end, which may be that of any system. */
export function rowsOf(text: string, separator: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines.map(line => line + separator)
}
