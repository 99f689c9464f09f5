import { type Language, languageOf, type Part, readTemplate, type TemplateReading } from '../expression'
import type { Flow, KestraVersion, Path } from '../model'
import { type Elsewhere, nearest, type WrittenMap } from '../task'
import type { TaskSite } from './checkStructure'
import { FLOW_PROPERTIES } from './flowProperties'
import type { Word } from './references'
import { missing, type Scope, scopeOf } from './scope'
import { syntaxMessage } from './syntaxMessage'
import type { TemplateNames, TemplateReader } from './templateReader'
import { allTexts, propertyTexts, type RenderedText, taskTexts } from './templates'
import type { TemplateFinding } from './toProblem'

/** What a check of templates needs to know. */
export type TemplateCheck = {
  readonly flow: Flow
  readonly written: WrittenMap
  readonly sites: readonly TaskSite[]
  readonly version: KestraVersion
  readonly elsewhere: Elsewhere
  /** Whether nothing in the flow says which version it is written for. */
  readonly undecided: boolean
  readonly read: TemplateReader
  readonly report: (finding: TemplateFinding) => void
}

/** A text of a flow that is rendered, parsed. `task` is undefined for the texts of the flow itself. */
export type ReadText = RenderedText & TemplateNames & { readonly task: TaskSite | undefined }

/**
 * Checks the expressions of a flow: that they parse, that their words exist, that what they read is there. Kestra
 * saves a flow whatever its expressions are, so all of these are warnings. Answers the texts, parsed.
 */
export function checkTemplates(check: TemplateCheck): readonly ReadText[] {
  const texts = [...readTexts(check)]
  const scope = scopeOf(check.flow, check.sites, check.elsewhere)
  const language = languageOf(check.version)
  for (const text of texts) checkText(text, scope, language, check)
  return texts
}

function* readTexts({ written, sites, version, read }: TemplateCheck): Generator<ReadText> {
  const textOf = ({ path, text, late }: RenderedText, task: TaskSite | undefined): ReadText => {
    const { reading, names } = read(text, version)
    return { path, text, late, task, reading, names }
  }
  for (const text of flowTexts(written)) yield textOf(text, undefined)
  for (const task of sites) {
    for (const text of taskTexts(task.value, task.path, task.type, task.properties)) yield textOf(text, task)
  }
}

/** Texts of the flow itself: its outputs, inputs, variables and triggers. */
function* flowTexts(written: WrittenMap): Generator<RenderedText> {
  const { inputs, outputs } = FLOW_PROPERTIES
  const own = { ...(inputs ? { inputs } : {}), ...(outputs ? { outputs } : {}) }
  yield* propertyTexts(own, { inputs: written.inputs, outputs: written.outputs }, [], false, false)
  for (const text of allTexts(written.variables, ['variables'])) yield { ...text, late: true }
  for (const text of allTexts(written.triggers, ['triggers'])) yield { ...text, late: true }
}

function checkText(
  { path, text, late, task, reading, names }: ReadText,
  scope: Scope,
  language: Language,
  check: TemplateCheck,
): void {
  if (!reading.ok) {
    const { error } = reading
    const { message, hint } = syntaxMessage(error.message, error.expression, error.span?.start)
    check.report({
      code: 'expression-syntax',
      severity: 'warning',
      path,
      span: error.span,
      message,
      hint: hint ?? error.hint ?? syntaxHint(path),
    })
    return
  }
  if (check.undecided) checkVersions(text, path, reading, check)
  for (const word of names.words) checkWord(word, path, reading, language, check)
  for (const reference of names.references) {
    const found = missing(reference, task, late, text, scope)
    if (found === undefined) continue
    const { at, ...rest } = found
    const span = reading.inSource(at)
    check.report({
      ...rest,
      severity: 'warning',
      path,
      span,
      ...(rest.replace === undefined ? {} : { fix: { title: `Change to ${rest.replace}`, span, text: rest.replace } }),
    })
  }
}

const CODE = new Set(['script', 'commands', 'sql', 'content', 'beforeCommands'])

function syntaxHint(path: Path): string {
  return path.some(part => CODE.has(String(part)))
    ? 'Kestra reads {{, {% and {# as its own, here too. Put {% raw %} and {% endraw %} around code that has them.'
    : 'Kestra saves the flow, and the task that renders this fails.'
}

const KINDS = { filter: 'Filter', function: 'Function or Macro', test: 'Test' } as const

function checkWord(
  { kind, name, span }: Word,
  path: Path,
  reading: TemplateReading & { readonly ok: true },
  language: Language,
  check: TemplateCheck,
): void {
  const known = kind === 'filter' ? language.filters : kind === 'function' ? language.functions : language.tests
  if (known.has(name) || BUILT_IN.has(name)) return
  const near = nearest(name, known.keys())
  const elsewhere = kind === 'test' ? undefined : language.elsewhere(kind, name)
  const hint = elsewhere ?? (near === undefined ? undefined : `Did you mean \`${near}\`?`)
  const place = reading.inSource(span)
  check.report({
    code: `unknown-${kind}`,
    severity: 'warning',
    path,
    span: place,
    message: `${KINDS[kind]} [${name}] does not exist.`,
    ...(hint === undefined ? {} : { hint }),
    ...(near === undefined ? {} : { fix: { title: `Change to ${near}`, span: place, text: near } }),
  })
}

/** Functions that Pebble's grammar has of itself. */
const BUILT_IN = new Set(['block', 'parent'])

/** Tells where 1.3 and 2.0 would read a template differently. */
function checkVersions(
  text: string,
  path: Path,
  reading: TemplateReading & { readonly ok: true },
  check: TemplateCheck,
): void {
  if (!/\?\?|\bisIn\b/.test(text)) return
  const other = readTemplate(text, check.version === '2.0' ? '1.3' : '2.0')
  if (!other.ok) return
  const differing = reading.parts.find((part, index) => shapeOf(part) !== shapeOf(other.parts[index]))
  if (differing === undefined) return
  const { start } = reading.inSource(differing.span)
  const at = start + text.slice(start).search(/\?\?|\bisIn\b/)
  check.report({
    code: 'version-differs',
    severity: 'warning',
    path,
    span: { start: at, end: at + (text[at] === '?' ? 2 : 4) },
    message: 'Kestra 1.3 and 2.0 read this differently: in 1.3 `??` binds more tightly than `|`, `~` and arithmetic.',
    hint: `It is read as ${check.version} here. Put parentheses around what belongs together, or set the version.`,
  })
}

/** A tree without its places. */
const shapeOf = (part: Part | undefined): string | undefined =>
  JSON.stringify(part, (key, value: unknown) => {
    if (/^(?:span|line|\w+Span|grouped)$/.test(key)) return undefined
    return typeof value === 'bigint' ? String(value) : value
  })
