import { type Properties, TaskFailed } from '../../../task'

/** The properties that tasks over namespace files share. */
export const NAMESPACE_FILES = {
  namespace: { kind: 'string', dynamic: true, required: true, title: 'The namespace of the files.' },
  files: {
    kind: 'oneOf',
    of: [
      { kind: 'string', title: 'One path or pattern.' },
      { kind: 'list', of: { kind: 'string', title: 'A path or pattern.' }, title: 'Several paths or patterns.' },
    ],
    dynamic: true,
    required: true,
    title: 'Paths, or patterns such as `**.sql`.',
  },
} as const satisfies Properties

/** @throws TaskFailed when the value is neither text nor a list of texts */
export function patternsOf(files: unknown): readonly string[] {
  if (typeof files === 'string') return [files]
  if (Array.isArray(files)) return files.map(String)
  throw new TaskFailed('The files property must be a string or a list of strings', { property: 'files' })
}
