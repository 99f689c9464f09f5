import type { OutlineTask } from '../../engine'

/** A text with tasks added behind its last one, and the 1-based line where they begin. */
export type Added = { readonly source: string; readonly line: number }

/**
 * Adds tasks to the end of a flow's `tasks`, indented as those are and set apart as those are.
 * @param outline the tasks of this very text
 * @param tasks their texts, each beginning with `- id:`
 * @returns undefined where the flow has no list of tasks over lines to add to
 */
export function addTask(source: string, outline: readonly OutlineTask[], tasks: readonly string[]): Added | undefined {
  const last = outline.findLast(({ depth, branch }) => depth === 0 && branch === 'tasks')
  const lines = source.split('\n')
  const indent = last && /^(\s*)- /.exec(lines[last.line - 1] ?? '')?.[1]
  if (!last || indent === undefined) return undefined
  const apart = lines[last.line - 2]?.trim() === '' ? [''] : []
  const written = tasks.flatMap(task => [...apart, ...task.split('\n').map(line => indent + line)])
  const rest = lines.slice(last.lastLine)
  const all = [...lines.slice(0, last.lastLine), ...written, ...rest]
  return { source: `${all.join('\n').trimEnd()}\n`, line: last.lastLine + apart.length + 1 }
}
