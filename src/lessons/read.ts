import { parse } from 'yaml'
import type { Check, Expected, Lesson, LessonRecording, Step } from './lesson'

type Map = Readonly<Record<string, unknown>>

/**
 * Reads a lesson from its YAML.
 * @throws Error that says which part of which lesson is wrong
 */
export function readLesson(id: string, text: string): Lesson {
  const [course = '', number = ''] = id.split('/')
  const raw = mapOf(parse(text), id)
  const part = (name: string): string => `${id}: ${name}`
  return {
    id,
    course,
    number: Number(number),
    title: textOf(raw.title, part('title')),
    learn: textOf(raw.learn, part('learn')),
    minutes: Number(raw.minutes),
    starter: textOf(raw.starter, part('starter')),
    solution: textOf(raw.solution, part('solution')),
    flows: listOf(raw.flows, part('flows')).map(flow => textOf(flow, part('flows'))),
    inputs: mapOf(raw.inputs ?? {}, part('inputs')),
    files: Object.fromEntries(
      Object.entries(mapOf(raw.files ?? {}, part('files'))).map(([path, content]) => [
        path,
        textOf(content, part(`files, ${path}`)),
      ]),
    ),
    recordings: listOf(raw.recordings, part('recordings')).map(recording =>
      readRecording(recording, part('recordings')),
    ),
    steps: listOf(raw.steps, part('steps')).map((step, at) => readStep(step, part(`step ${at + 1}`))),
  }
}

function readStep(value: unknown, where: string): Step {
  const raw = mapOf(value, where)
  return {
    text: textOf(raw.text, `${where}, text`),
    hints: listOf(raw.hints, `${where}, hints`).map(hint => textOf(hint, `${where}, hints`)),
    checks: listOf(raw.checks, `${where}, checks`).map((check, at) => readCheck(check, `${where}, check ${at + 1}`)),
  }
}

function readCheck(value: unknown, where: string): Check {
  const raw = mapOf(value, where)
  const message = textOf(raw.message, `${where}, message`)
  const task = raw.task === undefined ? {} : { task: textOf(raw.task, where) }
  if ('state' in raw) return { kind: 'state', ...task, state: textOf(raw.state, where), message }
  if ('output' in raw) return { kind: 'output', path: textOf(raw.output, where), expected: readExpected(raw), message }
  if ('file' in raw) return { kind: 'file', path: textOf(raw.file, where), expected: readExpected(raw), message }
  if ('log' in raw) return { kind: 'log', ...task, contains: textOf(raw.log, where), message }
  if ('runs' in raw) return { kind: 'runs', task: textOf(raw.task, where), count: Number(raw.runs), message }
  if ('attempts' in raw)
    return { kind: 'attempts', task: textOf(raw.task, where), count: Number(raw.attempts), message }
  if ('flow' in raw) return { kind: 'flow', matches: textOf(raw.flow, where), message }
  throw new Error(`${where} looks at nothing that is known`)
}

function readExpected(raw: Map): Expected {
  if ('equals' in raw) return { equals: raw.equals }
  if ('contains' in raw) return { contains: String(raw.contains) }
  if ('matches' in raw) return { matches: String(raw.matches) }
  if ('count' in raw) return { count: Number(raw.count) }
  return { exists: true }
}

/** A body that is not a text is sent as JSON. */
function readRecording(value: unknown, where: string): LessonRecording {
  const raw = mapOf(value, where)
  const isText = typeof raw.body === 'string'
  return {
    method: String(raw.method ?? 'GET'),
    url: textOf(raw.url, `${where}, url`),
    status: Number(raw.status ?? 200),
    headers: [['content-type', isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8']],
    body: isText ? String(raw.body) : JSON.stringify(raw.body ?? {}),
  }
}

function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${where} must be a text`)
  return value
}

function mapOf(value: unknown, where: string): Map {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} must be a map`)
  return value as Map
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Error(`${where} must be a list`)
  return value
}
