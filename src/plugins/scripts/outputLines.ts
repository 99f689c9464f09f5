import { hashOrderedKeys } from '../../expression'
import type { LogLevel } from '../../model'
import { jsonParser } from '../../serde'
import type { RunContext } from '../../task'

/** What a script printed, as Kestra reads it: lines for the log, and values handed over. */
export type OutputLines = {
  readonly stdout: (line: string) => void
  readonly stderr: (line: string) => void
  /** What was handed over, in the order of Kestra's map. */
  readonly vars: () => Readonly<Record<string, unknown>>
}

/** A line that is a message to Kestra. Source: `io.kestra.core.models.tasks.runners.TaskLogLineMatcher`. */
const MESSAGE = /^::(\{.*\})::$/

/**
 * Logs the lines of a script: the output stream as INFO, the error stream as ERROR. A line that is `::{…}::` as a whole
 * is not logged: it hands over outputs, metrics or log lines.
 */
export async function readOutputLines(context: RunContext): Promise<OutputLines> {
  const parse = await jsonParser()
  const vars: Record<string, unknown> = {}

  const take = (text: string): boolean => {
    const [, json] = MESSAGE.exec(text) ?? []
    if (json === undefined) return false
    const message = readMessage(json, parse)
    if (!message) context.log('WARN', `Invalid outputs '${json}'`)
    else {
      for (const [name, value] of Object.entries(fieldsOf(message.outputs))) if (value !== null) vars[name] = value
      for (const metric of listOf(message.metrics)) sendMetric(fieldsOf(metric), context)
      for (const line of listOf(message.logs)) sendLog(fieldsOf(line), context)
    }
    return true
  }
  return {
    stdout: line => void (take(line) || context.log('INFO', line)),
    stderr: line => void (take(line) || context.log('ERROR', line)),
    vars: () => inHashOrder(vars, Object.keys(vars).length / 0.75),
  }
}

/** The order in which a java.util.HashMap of that capacity gives its entries. */
export const inHashOrder = <T>(map: Readonly<Record<string, T>>, capacity: number): Readonly<Record<string, T>> =>
  Object.fromEntries(hashOrderedKeys(Object.keys(map), capacity).map(key => [key, map[key] as T]))

type Fields = Readonly<Record<string, unknown>>

function readMessage(json: string, parse: (text: string) => unknown): Fields | undefined {
  try {
    return fieldsOf(parse(json))
  } catch {
    return undefined
  }
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function sendMetric({ name, type, value, tags }: Fields, { metric }: RunContext): void {
  const amount = amountOf(value)
  if (typeof name !== 'string' || amount === undefined) return
  metric({
    name,
    type: type === 'timer' ? 'timer' : 'counter',
    value: amount,
    tags: Object.fromEntries(Object.entries(fieldsOf(tags)).map(([key, tag]) => [key, String(tag)])),
  })
}

function amountOf(value: unknown): number | undefined {
  const amount = Number(typeof value === 'object' && value !== null && 'value' in value ? value.value : value)
  return Number.isFinite(amount) ? amount : undefined
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  TRACE: 'TRACE',
  DEBUG: 'DEBUG',
  INFO: 'INFO',
  WARN: 'WARN',
  WARNING: 'WARN',
  ERROR: 'ERROR',
}

function sendLog({ level, message }: Fields, { log }: RunContext): void {
  if (typeof message === 'string') log(LEVELS[String(level).toUpperCase()] ?? 'INFO', message)
}
