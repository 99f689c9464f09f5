import type { Flow, KestraVersion } from '../model'
import { type Finding, isMap, type WrittenMap } from '../task'
import type { TaskSite } from './checkStructure'
import { checkInputs } from './inputRules'
import { invalid } from './invalid'
import { allTexts } from './templates'
import type { TemplateFinding } from './toProblem'
import { mapsIn, textOf } from './values'

type Report = (finding: Finding) => void
type ReportTemplate = (finding: TemplateFinding) => void

/** Ids that Kestra keeps for addresses of its own. */
const RESERVED = [
  'pause',
  'resume',
  'force-run',
  'change-status',
  'kill',
  'executions',
  'search',
  'source',
  'disable',
  'enable',
]

/**
 * Rules over the whole flow. Kestra refuses to save a flow that breaks one.
 * Source: Kestra `io.kestra.core.validations.validator.FlowValidator`.
 */
export function checkRules(
  flow: Flow,
  written: WrittenMap,
  sites: readonly TaskSite[],
  version: KestraVersion,
  report: Report,
  reportTemplate: ReportTemplate,
): void {
  checkReserved(flow, report)
  checkLengths(flow, report)
  checkTaskIds(sites, report)
  for (const list of ['inputs', 'outputs', 'triggers'] as const) checkIds(written[list], list, report)
  checkRecursion(flow, sites, report)
  checkInputs(flow, written.inputs, version, report)
  checkLabels(flow, report)
  checkHyphens(flow, sites, reportTemplate)
}

function checkReserved(flow: Flow, report: Report): void {
  if (!RESERVED.includes(flow.id)) return
  report(
    invalid(
      'reserved-id',
      ['id'],
      `Flow id is a reserved keyword: ${flow.id}. List of reserved keywords: ${RESERVED.join(', ')}`,
      'Take another id.',
    ),
  )
}

const LONGEST = { id: 100, namespace: 150 } as const

function checkLengths(flow: Flow, report: Report): void {
  for (const name of ['id', 'namespace'] as const) {
    if (flow[name].length <= LONGEST[name]) continue
    report({
      code: 'too-long',
      severity: 'error',
      path: [name],
      at: 'value',
      message: `${name}: size must be between 1 and ${LONGEST[name]}`,
    })
  }
}

function checkTaskIds(sites: readonly TaskSite[], report: Report): void {
  const twice = repeated(sites)
  const ids = [...new Set(sites.map(({ id }) => id))].filter(id => twice.some(other => other.id === id)).join(', ')
  for (const { path } of twice) {
    const message = `Duplicate task id with name [${ids}]`
    report(invalid('duplicate-id', [...path, 'id'], message, 'Ids are unique in the whole flow.'))
  }
}

const NAMES = { inputs: 'input with name', outputs: 'output with name', triggers: 'trigger id with name' } as const

function checkIds(list: unknown, kind: keyof typeof NAMES, report: Report): void {
  if (!Array.isArray(list)) return
  const items = list.map((item: unknown, index) => ({
    id: isMap(item) ? (textOf(item.id) ?? textOf(item.name) ?? '') : '',
    path: [kind, index],
  }))
  for (const { id, path } of repeated(items)) {
    report(invalid('duplicate-id', [...path, 'id'], `Duplicate ${NAMES[kind]} [${id}]`))
  }
}

/** Those whose id came before. */
function repeated<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => {
    if (id === '') return false
    if (seen.has(id)) return true
    seen.add(id)
    return false
  })
}

/** A task that starts the flow it stands in. */
function checkRecursion(flow: Flow, sites: readonly TaskSite[], report: Report): void {
  for (const { type, value, path } of sites) {
    if (type === undefined || !Object.hasOwn(type.properties, 'flowId')) continue
    if (textOf(value.flowId) !== flow.id || textOf(value.namespace) !== flow.namespace) continue
    report(
      invalid(
        'recursive-call',
        [...path, 'flowId'],
        `Recursive call to flow [${flow.namespace}.${flow.id}]`,
        'A flow cannot start itself.',
      ),
    )
  }
}

function checkLabels(flow: Flow, report: Report): void {
  for (const { key, value } of flow.labels) {
    if (!key.startsWith('system.') || key === 'system.readOnly') continue
    report(
      invalid(
        'system-label',
        ['labels'],
        `System labels can only be set by Kestra itself, offending label: ${key}=${value}`,
      ),
    )
  }
}

/** Whole expressions that read a name by a dot, as far as Kestra's validator looks. */
const DOTTED = {
  outputs: /(\{\{\s*outputs)\.([\w-]+)\.[^}]+\}\}/g,
  inputs: /(\{\{\s*inputs)\.([\w.-]+)\s*\}\}/g,
} as const

/** A hyphen is a minus in expressions: Kestra refuses whole expressions that read a hyphenated name by a dot. */
function checkHyphens(flow: Flow, sites: readonly TaskSite[], report: ReportTemplate): void {
  const hyphenated = (ids: readonly string[]) => new Set(ids.filter(id => id.includes('-')))
  reportHyphens('outputs', hyphenated(sites.map(site => site.id)), sites, report)
  reportHyphens('inputs', hyphenated(flow.inputs.map(input => input.id)), sites, report)
}

/** Each of these problems names all offending tasks, as Kestra does. */
const MOST_HYPHENS = 20

function reportHyphens(
  name: keyof typeof DOTTED,
  ids: ReadonlySet<string>,
  sites: readonly TaskSite[],
  report: ReportTemplate,
): void {
  if (ids.size === 0) return
  const offending = sites.flatMap(site => {
    const found = [...allTexts(ownProperties(site.value), site.path)].flatMap(({ path, text }) =>
      [...text.matchAll(DOTTED[name])].flatMap(match => (ids.has(match[2] ?? '') ? [{ path, match }] : [])),
    )
    return found.length === 0 ? [] : [{ id: site.id, found }]
  })
  const tasks = offending.map(({ id }) => id).join(', ')
  for (const { path, match } of offending.flatMap(({ found }) => found).slice(0, MOST_HYPHENS)) {
    const [, before = '', id = ''] = match
    const start = match.index + before.length
    report({
      ...invalid(
        'hyphen',
        path,
        `Invalid ${name.slice(0, -1)} reference: use ${name}[key-name] instead of ${name}.key-name — keys with dashes require bracket notation, offending tasks: [${tasks}]`,
        `${id} reads as ${id.replace('-', ' minus ')}. Write ${name}['${id}'].`,
      ),
      span: { start: start + 1, end: start + 1 + id.length },
      fix: bracketFix(start, id),
    })
  }
}

/** Puts a name that follows a dot at `start` into brackets. */
export const bracketFix = (start: number, id: string): NonNullable<TemplateFinding['fix']> => ({
  title: `Write ['${id}']`,
  span: { start, end: start + 1 + id.length },
  text: `['${id}']`,
})

/** A task without the tasks inside it: those are looked at by themselves. */
function ownProperties(value: WrittenMap): unknown {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => !mapsIn(item).some(one => 'type' in one)))
}
