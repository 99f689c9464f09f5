import type { OutlineTask } from '../engine'
import type { Part, Span, TemplateReading } from '../expression'
import {
  type FlowDocument,
  lineIndex,
  locate,
  type ReadText,
  shortName,
  spansOf,
  type TaskSite,
  toInputs,
} from '../flow'
import { shownInputs } from './shownInputs'

/** The tasks of a flow as the editor's margin and the outputs columns list them, in flow order. */
export function outlineOf(reading: FlowDocument): readonly OutlineTask[] {
  const { yaml, tasks, texts } = reading
  const lineAt = lineIndex(yaml.text)
  const byTask = new Map<TaskSite, ReadText[]>()
  for (const text of texts) {
    if (text.task === undefined) continue
    const own = byTask.get(text.task)
    if (own) own.push(text)
    else byTask.set(text.task, [text])
  }
  return tasks.flatMap(task => {
    const found = locate(yaml, task.path)
    if (found === undefined || task.id === '') return []
    const { start, end } = trimmed(yaml.text, found.value)
    const type = String(task.value.type ?? '')
    return [
      {
        id: task.id,
        type,
        name: shortName(type),
        line: lineAt(start),
        lastLine: lineAt(end),
        depth: depthOf(task),
        ...(task.parent === undefined ? {} : { parentId: task.parent.id }),
        branch: branchOf(task),
        expressions: (byTask.get(task) ?? []).flatMap(text => expressionsOf(text, reading, lineAt)),
        ...fileLines(task, reading, lineAt),
        ...askedFor(task),
      },
    ]
  })
}

function askedFor({ value }: TaskSite): Pick<OutlineTask, 'onResume'> {
  const inputs = shownInputs(toInputs(value.onResume))
  return inputs.length === 0 ? {} : { onResume: inputs }
}

function trimmed(text: string, { start, end }: Span): Span {
  let last = end
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--
  return { start, end: Math.max(start, last - 1) }
}

function depthOf(task: TaskSite): number {
  let depth = 0
  for (let at = task.parent; at !== undefined; at = at.parent) depth++
  return depth
}

/** The list a task stands in, by its path from the task around it: `tasks`, `then`, `cases.red`. */
function branchOf({ path, parent }: TaskSite): string {
  const own = path.slice(parent?.path.length ?? 0)
  const last = own.findLastIndex(part => typeof part === 'number')
  return own.slice(0, last === -1 ? own.length : last).join('.')
}

type Expression = OutlineTask['expressions'][number]

function expressionsOf(
  { path, text, reading }: ReadText,
  { yaml }: FlowDocument,
  lineAt: (offset: number) => number,
): readonly Expression[] {
  if (!reading.ok) return []
  const prints = [...printsIn(reading.parts)]
  if (prints.length === 0) return []
  const toText = spansOf(yaml, path)
  if (toText === undefined) return []
  return prints.map(part => {
    const inTemplate = reading.inSource(part.span)
    const span = toText(inTemplate)
    return { span, source: inside(text.slice(inTemplate.start, inTemplate.end)), line: lineAt(span.start) }
  })
}

const inside = (written: string): string =>
  written
    .replace(/^\{\{-?/, '')
    .replace(/-?\}\}$/, '')
    .trim()

/** Every `{{ … }}`, those inside tags too. */
export function* printsIn(parts: readonly Part[]): Generator<Extract<Part, { type: 'print' }>> {
  for (const part of parts) {
    switch (part.type) {
      case 'print':
        yield part
        break
      case 'if':
        for (const { body } of part.branches) yield* printsIn(body)
        yield* printsIn(part.otherwise ?? [])
        break
      case 'for':
        yield* printsIn(part.body)
        yield* printsIn(part.otherwise ?? [])
        break
      case 'block':
        yield* printsIn(part.body)
        break
      default:
    }
  }
}

/** Parts of a template that was read; none when it could not be. */
export const partsOf = (reading: TemplateReading): readonly Part[] => (reading.ok ? reading.parts : [])

/** Lines of the files that a task promises. */
function fileLines(
  { value, path }: TaskSite,
  { yaml }: FlowDocument,
  lineAt: (offset: number) => number,
): Pick<OutlineTask, 'outputFileLines'> {
  const files = value.outputFiles
  if (!Array.isArray(files)) return {}
  const lines = files.flatMap((file: unknown, index) => {
    const found = typeof file === 'string' ? locate(yaml, [...path, 'outputFiles', index]) : undefined
    return found === undefined ? [] : [[String(file), lineAt(found.value.start)] as const]
  })
  return lines.length === 0 ? {} : { outputFileLines: Object.fromEntries(lines) }
}
