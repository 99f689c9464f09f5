import { readFileSync } from 'node:fs'
import {
  createRenderer,
  type Dialect,
  ExpressionError,
  type ExpressionHost,
  javaClassOf,
  type Plain,
  type PlainMap,
  parseJson,
  printJson,
  type Renderer,
} from '../../src/expression'

/** What Kestra answered. */
type Answer = {
  readonly ok: boolean
  readonly result?: Plain
  readonly errorKind?: string
  readonly message?: string
  readonly typed?: {
    readonly class?: string | null
    readonly json?: Plain
    readonly jsonError?: string
    readonly message?: string
  }
  readonly nondeterministic?: boolean
}

/** One recorded expression. `v1_3` is the answer of 1.3.31 where it differs. */
export type ExpressionCase = Answer & {
  readonly id: string
  readonly area: string
  readonly expr: Plain
  readonly vars: PlainMap
  readonly mode?: 'recursive'
  readonly mapOrderUnstable?: boolean
  readonly v1_3?: Answer
}

/** What is answered here, and in what it differs. */
export type Outcome = {
  readonly id: string
  readonly version: Dialect
  readonly area: string
  readonly ok: boolean
  readonly result?: Plain
  readonly errorKind?: string
  readonly message?: string
  readonly typed?: { readonly class: string | null; readonly json: Plain } | { readonly message: string }
  /** Absent when all agrees. */
  readonly difference?: Difference
}

export type Difference = { readonly of: string; readonly expected: string; readonly got: string }

/** Reads a file of cases, one JSON object a line. */
export function readCases(path: string): readonly ExpressionCase[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => parseJson(line) as unknown as ExpressionCase)
}

/** Runs one case as one version. */
export async function runCase(one: ExpressionCase, version: Dialect, host: ExpressionHost): Promise<Outcome> {
  const expected: Answer = (version === '1.3' ? one.v1_3 : undefined) ?? one
  const renderer = createRenderer({ dialect: version, host })
  const variables = javaValues(one.vars) as PlainMap
  const got = await answerOf(() => resultOf(renderer, one, variables))
  const typed = await typedOf(renderer, one, variables)
  const difference = compare(expected, got, typed, { unordered: one.mapOrderUnstable === true, version })
  return {
    id: one.id,
    version,
    area: one.area,
    ...got,
    ...(typed ? { typed } : {}),
    ...(difference ? { difference } : {}),
  }
}

type Got = { readonly ok: boolean; readonly result?: Plain; readonly errorKind?: string; readonly message?: string }

async function answerOf(work: () => Promise<Plain>): Promise<Got> {
  try {
    return { ok: true, result: await work() }
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, errorKind: error.data.kind, message: error.data.message }
    return {
      ok: false,
      errorKind: 'crash',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

async function resultOf(renderer: Renderer, one: ExpressionCase, variables: PlainMap): Promise<Plain> {
  if (typeof one.expr !== 'string') return renderer.renderDeep(one.expr, variables)
  return one.mode === 'recursive'
    ? renderer.renderRecursively(one.expr, variables)
    : renderer.render(one.expr, variables)
}

async function typedOf(
  renderer: Renderer,
  one: ExpressionCase,
  variables: PlainMap,
): Promise<NonNullable<Outcome['typed']> | undefined> {
  if (typeof one.expr !== 'string' || one.mode) return undefined
  try {
    const { value, javaClass } = await renderer.inspect(one.expr, variables)
    return { class: javaClass === 'null' ? null : javaClass, json: value }
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

type How = { readonly unordered: boolean; readonly version: Dialect }

function compare(expected: Answer, got: Got, typed: Outcome['typed'], how: How): Difference | undefined {
  if (expected.ok !== got.ok) return { of: 'answer', expected: told(expected), got: told(got) }
  if (!expected.ok) {
    if (expected.errorKind !== got.errorKind) return { of: 'error kind', expected: told(expected), got: told(got) }
    return differs('message', humanPart(expected.message ?? ''), humanPart(got.message ?? ''))
  }
  const result = expected.nondeterministic
    ? undefined
    : differs('result', asText(expected.result ?? null, how.unordered), asText(got.result ?? null, how.unordered))
  return result ?? compareTyped(expected, typed, how)
}

function compareTyped(
  { typed: wanted, nondeterministic }: Answer,
  typed: Outcome['typed'],
  { unordered, version }: How,
) {
  if (!wanted || !typed) return undefined
  if (wanted.message !== undefined || 'message' in typed)
    return differs(
      'typed message',
      humanPart(wanted.message ?? 'a value'),
      humanPart('message' in typed ? typed.message : 'a value'),
    )
  return (
    differs('class', kindOf(wanted.class ?? 'null'), kindOf(typed.class ?? 'null')) ??
    (nondeterministic || wanted.jsonError !== undefined
      ? undefined
      : differs('typed', jsonOf(wanted.json ?? null, unordered), jsonOf(recorded(typed.json, version), unordered)))
  )
}

/** A value as the recorder wrote it: Jackson's JSON, read and written once more, which loses the zeros of a BigDecimal. */
function recorded(value: Plain, dialect: Dialect): Plain {
  return parseJson(printJson(value, { dialect, nulls: true }))
}

function differs(of: string, expected: string, got: string): Difference | undefined {
  return expected === got ? undefined : { of, expected, got }
}

function told(answer: Answer | Got): string {
  return answer.ok ? asText(answer.result ?? null, false) : `${answer.errorKind}: ${answer.message}`
}

function asText(value: Plain, unordered: boolean): string {
  if (typeof value !== 'string') return jsonOf(value, unordered)
  return unordered ? jsonOf(parseJson(value), true) : value
}

function jsonOf(value: Plain, unordered: boolean): string {
  return printJson(unordered ? inOrder(value) : value)
}

function inOrder(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, inOrder(item)] as const))
}

/** Any list class is a list, any map class a map. */
function kindOf(javaClass: string): string {
  if (/List|\[|Collection|Set$|Values$|Partition|Arrays\$/.test(javaClass)) return 'list'
  return /Map(?!\w)/.test(javaClass) ? 'map' : javaClass
}

const CLASS_PREFIX = /^(?:(?:[\w$]+\.)+\w+(?:Exception|Error): )+/

/** A message without the names of exceptions before it, paths of the server's disk and addresses of objects. */
function humanPart(message: string): string {
  return message
    .replace(CLASS_PREFIX, '')
    .replaceAll('/storage/main', '')
    .replace(/@[0-9a-f]{5,8}\b/g, '@…')
}

/** Variables with `{ $type, value }` as the Java values they stand for. */
export function javaValues(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(javaValues)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Map) return value
  if (Object.hasOwn(value, '$java')) return value
  const map = value as PlainMap
  const kind = map.$type
  if (typeof kind === 'string') return javaValue(kind, map.value ?? null)
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, javaValues(item)]))
}

function javaValue(kind: string, value: Plain): Plain {
  if (kind === 'bytes') return new TextEncoder().encode(String(value))
  const written = Array.isArray(value) ? value.map(javaValues) : numberText(value)
  return { $java: kind, value: written } as unknown as Plain
}

function numberText(value: Plain): string {
  return javaClassOf(value) === 'java.lang.String' ? String(value) : printJson(value)
}
