import { type Line, unquoted } from './lines'
import { entriesOf } from './place'

/** A task as its lines tell. */
export type NamedTask = {
  readonly id: string
  readonly type: string
  readonly line: number
  readonly lastLine: number
  readonly files: readonly string[]
}

/** Names that expressions of a flow can read, found by the shape of its lines alone. */
export type FlowNames = {
  readonly tasks: readonly NamedTask[]
  readonly inputs: readonly { readonly id: string; readonly type: string }[]
  readonly variables: readonly string[]
  readonly labels: readonly string[]
}

/** Collects the names of a flow, whether its text parses or not. */
export function flowNames(lines: readonly Line[]): FlowNames {
  return {
    tasks: tasksIn(lines),
    inputs: inputsIn(lines),
    variables: keysUnder(lines, 'variables'),
    labels: keysUnder(lines, 'labels'),
  }
}

/** Maps with an id and a type that is a class: tasks, and triggers too, which are left out by where they stand. */
function tasksIn(lines: readonly Line[]): readonly NamedTask[] {
  const [from, to] = section(lines, 'triggers')
  const tasks = lines.flatMap((line, index) => {
    if (line.key !== 'type' || (index >= from && index < to)) return []
    const type = unquoted(line.value)
    const entries = entriesOf(lines, { line: index, column: line.column })
    const id = entries.get('id')?.value ?? ''
    if (id === '' || !type.includes('.')) return []
    const first = Math.min(index, ...[...entries.values()].map(entry => entry.line))
    const files = filesOf(lines, entries.get('outputFiles')?.line)
    return [{ id, type, line: first, lastLine: lastLineOf(lines, index, line.column), files }]
  })
  return [...tasks, ...inlineTasks(lines, from, to)].sort((a, b) => a.line - b.line)
}

/** The last line that stands at the column of a map or further in. */
function lastLineOf(lines: readonly Line[], from: number, column: number): number {
  let last = from
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index]
    if (line === undefined || line.isBlank) continue
    if ((line.dashes[0] ?? line.column) < column) break
    last = index
  }
  return last
}

/** Tasks that are written on one line in braces. */
function inlineTasks(lines: readonly Line[], from: number, to: number): readonly NamedTask[] {
  return lines.flatMap((line, index) => {
    if (index >= from && index < to) return []
    const [, content = ''] = /^\s*(?:-\s+)*\{(.*)/.exec(line.text) ?? []
    const id = /(?:^|,)\s*id:\s*["']?([\w-]+)/.exec(content)?.[1]
    const type = /(?:^|,)\s*type:\s*["']?([\w.]+)/.exec(content)?.[1]
    return id === undefined || !type?.includes('.') ? [] : [{ id, type, line: index, lastLine: index, files: [] }]
  })
}

/** Names under `outputFiles`, without globs. */
function filesOf(lines: readonly Line[], at: number | undefined): readonly string[] {
  const owner = at === undefined ? undefined : lines[at]
  if (owner === undefined || at === undefined) return []
  if (owner.value.startsWith('['))
    return owner.value
      .replace(/^\[|\].*$/g, '')
      .split(',')
      .map(unquoted)
      .filter(isName)
  const files: string[] = []
  for (const line of lines.slice(at + 1)) {
    if (line.isBlank) continue
    if (line.dashes.length === 0 || (line.dashes[0] ?? 0) < owner.column) break
    files.push(unquoted(line.value))
  }
  return files.filter(isName)
}

const isName = (file: string): boolean => file !== '' && !/[*?{]/.test(file)

function inputsIn(lines: readonly Line[]): FlowNames['inputs'] {
  const [from, to] = section(lines, 'inputs')
  return lines.slice(from, to).flatMap((line, offset) => {
    const inline = /\bid:\s*["']?([\w.-]+)/.exec(line.text)?.[1]
    if (line.key === 'id' || line.key === 'name') {
      const entries = entriesOf(lines, { line: from + offset, column: line.column })
      return [{ id: unquoted(line.value), type: entries.get('type')?.value ?? '' }]
    }
    const type = /\btype:\s*["']?(\w+)/.exec(line.text)?.[1] ?? ''
    return line.key === undefined && inline !== undefined ? [{ id: inline, type }] : []
  })
}

function keysUnder(lines: readonly Line[], name: string): readonly string[] {
  const [from, to] = section(lines, name)
  const inside = lines.slice(from, to).filter(line => !line.isBlank)
  const column = inside.find(line => line.key !== undefined)?.column
  return inside.flatMap(line => (line.key !== undefined && line.column === column ? [line.key] : []))
}

/** Line indexes of what stands under a key of the flow itself. */
function section(lines: readonly Line[], name: string): readonly [number, number] {
  const at = lines.findIndex(line => line.key === name && line.column === 0)
  if (at === -1) return [0, 0]
  const end = lines.findIndex((line, index) => index > at && line.key !== undefined && line.column === 0)
  return [at + 1, end === -1 ? lines.length : end]
}
