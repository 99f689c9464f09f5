import type { Recording } from './recording'

/** Headers that a server adds, or that a browser sets by itself. */
const SERVER_HEADERS = /^(?:date|server|content-length|access-control-.*|user-agent|connection|keep-alive|vary)$/

/**
 * Makes texts of two runs comparable: ids, random names, dates, working directories and Java's class names in front of
 * a message are put away. `names` gives the ids of one recording their places.
 */
export function normaliser(recording: Recording): (text: string) => string {
  const names = idNames(recording)
  return text => {
    let result = text
    for (const [id, name] of names) result = result.replaceAll(id, name)
    return withoutChance(result)
  }
}

function idNames(recording: Recording): readonly (readonly [string, string])[] {
  const names: (readonly [string, string])[] = []
  if (recording.execution) names.push([recording.execution.id, 'EXECUTION'])
  for (const taskRun of recording.taskRuns ?? []) names.push([taskRun.id, `TASKRUN(${taskRun.taskId})`])
  for (const { execution } of recording.children ?? []) {
    names.push([execution.id, 'CHILD'])
    for (const { id, taskId } of execution.taskRunList ?? []) names.push([id, `TASKRUN(${taskId})`])
  }
  for (const { execution } of recording.otherExecutionsOfThisFlow ?? []) {
    names.push([execution.id, 'ITERATION'])
    for (const { id, taskId } of execution.taskRunList ?? []) names.push([id, `TASKRUN(${taskId})`])
  }
  return names
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [/(?:[\w$]+\.)+[A-Z]\w*(?:Exception|Error): /g, ''],
  [/\/\d{5,20}\.(\w+)/g, '/RANDOM.$1'],
  [/_\d{5,20}\.(\w+)/g, '_RANDOM.$1'],
  [/\/[0-9A-Za-z]{20,22}-/g, '/HASH-'],
  [/\b(?:20(?:2[6-9]|3\d))-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\[UTC\]|[+-]\d\d:\d\d)?/g, 'DATE'],
  [/\b01[0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UUID'],
  [/\/tmp\/\w+/g, '/WORK'],
  [/\/work\/\w+/g, '/WORK'],
  [/\b\d{5,20}\.(py|tmp|sql)\b/g, 'RANDOM.$1'],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, 'DATE'],
  [/Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: /g, ''],
]

const withoutChance = (text: string): string =>
  RULES.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)

/** A value with every text in it normalised and headers of the server left out; keys are normalised too. */
export function normaliseValue(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return normaliseText(value, text)
  if (Array.isArray(value)) return value.map(item => normaliseValue(item, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      text(key),
      key === 'headers' ? normaliseHeaders(item, text) : normaliseValue(item, text),
    ]),
  )
}

/** A page sees the values of a header joined; some headers are the server's or the browser's own. */
function normaliseHeaders(headers: unknown, text: (text: string) => string): unknown {
  if (typeof headers !== 'object' || headers === null) return normaliseValue(headers, text)
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !SERVER_HEADERS.test(name))
      .map(([name, value]) => [name, text(Array.isArray(value) ? value.join(', ') : String(value))]),
  )
}

/** A text that is JSON with headers in it is compared as what it says. */
function normaliseText(value: string, text: (text: string) => string): unknown {
  if (!value.startsWith('{') || !value.includes('"headers"')) return text(value)
  try {
    return normaliseValue(JSON.parse(value), text)
  } catch {
    return text(value)
  }
}

/** The human part of an error: without Java's class names in front and the causes behind. */
export const humanPart = (text: string): string =>
  text
    .replace(/^\w+(?:Exception|Error): /, '')
    .replace(/(?:[\w$]+\.)+[A-Z]\w*(?:Exception|Error): /g, '')
    .replace(/\n caused by [\s\S]*$/, '')
    .replace(/^: /, '')
    .trim()
