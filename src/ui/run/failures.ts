import { type Execution, type Failure, positionAt, type TaskRun } from '../../model'

/** What a failed run says: the task run that failed, and its failure. */
export type RunFailure = {
  readonly failure: Failure
  readonly taskRun?: TaskRun
  /** 1-based place in the text the run was started with. */
  readonly line?: number
  readonly column?: number
}

/** The failure that ended a run: the first task run that failed by itself, else the run's own. */
export function failureOf(execution: Execution): RunFailure | undefined {
  const taskRun = execution.taskRuns.find(({ state, failure }) => failure && state.current === 'FAILED')
  const failure = taskRun?.failure ?? execution.failure
  if (!failure) return undefined
  const at = taskRun && failure.span === undefined ? taskLine(execution, taskRun.taskId) : undefined
  const place = failure.span ? positionAt(execution.source, failure.span.start) : at
  return { failure, ...(taskRun ? { taskRun } : {}), ...(place ?? {}) }
}

/** The line a task run's failure stands at: the failure's own place, else the task's. */
export function lineOfTaskFailure(execution: Execution, taskRun: TaskRun): number | undefined {
  const span = taskRun.failure?.span
  return span ? positionAt(execution.source, span.start).line : taskLine(execution, taskRun.taskId)?.line
}

function taskLine(execution: Execution, taskId: string): { readonly line: number } | undefined {
  const lines = execution.source.split('\n')
  const at = lines.findIndex(line => /^\s*(-\s+)?id:\s*/.test(line) && idOf(line) === taskId)
  return at === -1 ? undefined : { line: at + 1 }
}

const idOf = (line: string): string =>
  line
    .replace(/^\s*(-\s+)?id:\s*/, '')
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')

/** A piece of a traceback: plain lines, a frame of the flow's own script, or frames of libraries, folded. */
export type TracePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'own'; readonly scriptLine: number; readonly yamlLine?: number; readonly code: string }
  | { readonly kind: 'library'; readonly name: string; readonly lines: readonly string[] }

const FRAME = /^\s+File "([^"]+)", line (\d+)(?:, in (.+))?/

/**
 * Reads a Python traceback. `failureLine` is the line of the flow's text that the innermost own frame stands at;
 * the other own frames are counted from there.
 */
export function readTraceback(stack: string, failureLine: number | undefined): readonly TracePart[] {
  const frames = groupFrames(stack)
  const innermost = frames.findLast(frame => frame.file !== undefined && isOwn(frame.file))?.at
  const offset = failureLine !== undefined && innermost !== undefined ? failureLine - innermost : undefined
  return frames.reduce<readonly TracePart[]>((parts, frame) => addFrame(parts, frame, offset), [])
}

type Frame = { readonly file?: string; readonly at: number; readonly lines: readonly string[] }

function groupFrames(stack: string): readonly Frame[] {
  const frames: { file?: string; at: number; lines: string[] }[] = []
  for (const line of stack.trimEnd().split('\n')) {
    const found = FRAME.exec(line)
    const last = frames.at(-1)
    if (found?.[1]) frames.push({ file: found[1], at: Number(found[2]), lines: [line] })
    else if (last?.file !== undefined && /^\s{4}/.test(line)) last.lines.push(line)
    else frames.push({ at: 0, lines: [line] })
  }
  return frames
}

function addFrame(parts: readonly TracePart[], frame: Frame, offset: number | undefined): readonly TracePart[] {
  const last = parts.at(-1)
  if (frame.file === undefined) {
    const text = frame.lines.join('\n')
    return last?.kind === 'text'
      ? parts.with(-1, { kind: 'text', text: `${last.text}\n${text}` })
      : [...parts, { kind: 'text', text }]
  }
  if (isOwn(frame.file)) {
    const code = frame.lines.slice(1).join('\n')
    const place = offset === undefined ? {} : { yamlLine: frame.at + offset }
    return [...parts, { kind: 'own', scriptLine: frame.at, code, ...place }]
  }
  const name = libraryOf(frame.file)
  return last?.kind === 'library'
    ? parts.with(-1, { ...last, lines: [...last.lines, ...frame.lines] })
    : [...parts, { kind: 'library', name, lines: frame.lines }]
}

/** Frames of the interpreter, of packages and of frozen modules are not the flow's. */
const isOwn = (file: string): boolean => !/site-packages|\/lib\/python|^<frozen|\.zip\//.test(file)

const libraryOf = (file: string): string =>
  /site-packages\/([^/]+)/.exec(file)?.[1] ?? (file.startsWith('<frozen') ? 'Python' : (file.split('/').at(-1) ?? file))
