import { type Execution, type Failure, positionAt, type Span, type TaskRun } from '../../model'
import { type LineText, offerOf } from './offer'

/** What a failed run says: the task run that failed, and its failure. */
export type RunFailure = {
  readonly failure: Failure
  readonly taskRun?: TaskRun
  /** 1-based place in the text the run was started with. */
  readonly line?: number
  readonly column?: number
  /** What to underline in that text. */
  readonly span?: Span
}

/** The failure that ended a run: the first task run that failed by itself, else the run's own. */
export function failureOf(execution: Execution): RunFailure | undefined {
  const taskRun = execution.taskRuns.find(({ state, failure }) => failure && state.current === 'FAILED')
  const failure = taskRun?.failure ?? execution.failure
  if (!failure) return undefined
  const place = placeOf(execution, failure, taskRun)
  const line = lineText(execution.source, place?.line)
  const fix = failure.fix ?? offerOf(failure, line)
  return {
    failure: fix ? { ...failure, fix } : failure,
    ...(taskRun ? { taskRun } : {}),
    ...place,
    ...(line ? { span: shownSpan(line, fix?.span ?? failure.span) } : {}),
  }
}

/** Whether bytes did not come that the run needed: nothing in the flow is wrong, and another try may well do. */
export const isDownloadFailure = ({ name }: Failure): boolean => DOWNLOAD_ERRORS.has(name)

const DOWNLOAD_ERRORS: ReadonlySet<string> = new Set(['ResourceUnavailable', 'DownloadFailed'])

/** The request that failed as a command for a terminal, where an HTTP task tells it. */
export const curlOf = ({ property, source }: Failure): string | undefined =>
  property === 'uri' && source?.startsWith('curl ') ? source : undefined

/** The part of the failing line to underline: the given span where it lies inside, else the whole line. */
function shownSpan({ text, start }: LineText, span: Span | undefined): Span {
  const end = start + text.length
  if (span && span.start >= start && span.end <= end) return span
  return { start: start + text.length - text.trimStart().length, end }
}

/** The line a task run's failure stands at: the failure's own place, else the task's. */
export const lineOfTaskFailure = (execution: Execution, taskRun: TaskRun): number | undefined =>
  taskRun.failure ? placeOf(execution, taskRun.failure, taskRun)?.line : taskLine(execution, taskRun.taskId)?.line

type Place = { readonly line: number; readonly column?: number }

function placeOf(execution: Execution, failure: Failure, taskRun: TaskRun | undefined): Place | undefined {
  const { span } = failure
  if (!span) return taskRun && taskLine(execution, taskRun.taskId)
  const rendered = failure.source ?? taskRun?.rendered?.[failure.property ?? '']
  const line = rendered && lineInside(execution.source, span, rendered, failure)
  return line ? { line } : positionAt(execution.source, span.start)
}

/** Lines that Kestra puts before a script: its traceback counts them. Source: Kestra's Python `Script`. */
const PRELUDE_LINES = 3

/**
 * The line of a script or query that failed, when the failure's span is the whole property: the traceback or the
 * database names a line of the rendered text, which is looked up among the written ones.
 */
function lineInside(source: string, span: Span, rendered: string, failure: Failure): number | undefined {
  const named = lineNamed(failure)
  const first = positionAt(source, span.start).line
  const written = source.slice(span.start, span.end).split('\n')
  if (named === undefined || written.length < 2) return undefined
  const texts = rendered.trimEnd().split('\n')
  const body = written.slice(1).join('\n').trimEnd().split('\n')
  const same = body.length === texts.length ? named - 1 : -1
  const wanted = texts[named - 1]?.trim()
  const index = same >= 0 && same < body.length ? same : body.findIndex(line => line.trim() === wanted)
  return index === -1 ? undefined : first + 1 + index
}

/** The line of the rendered text that a failure names: the innermost own frame, or the database's `LINE 3:`. */
function lineNamed({ stack, message }: Failure): number | undefined {
  const frame = stack && groupFrames(stack).findLast(({ file }) => file !== undefined && isOwn(file))
  if (frame) return frame.at - PRELUDE_LINES
  const sql = /^LINE (\d+):/m.exec(message)?.[1]
  return sql ? Number(sql) : undefined
}

const lineText = (source: string, line: number | undefined): LineText | undefined => {
  if (line === undefined) return undefined
  const lines = source.split('\n')
  return { text: lines[line - 1] ?? '', start: lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) }
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
