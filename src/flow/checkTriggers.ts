import type { Path } from '../model'
import { type Elsewhere, type Finding, isMap, nearest } from '../task'
import { shortName } from './checkType'
import { textOf } from './values'

type Report = (finding: Finding) => void

const CORE = 'io.kestra.plugin.core.'

/** The triggers of Kestra's own plugin. */
export const TRIGGER_TYPES: readonly string[] = [
  'io.kestra.plugin.core.trigger.Schedule',
  'io.kestra.plugin.core.trigger.ScheduleOnDates',
  'io.kestra.plugin.core.trigger.Flow',
  'io.kestra.plugin.core.trigger.Webhook',
  'io.kestra.plugin.core.http.Trigger',
]

/** Those and the names they had. */
const TRIGGERS = [
  ...TRIGGER_TYPES,
  'io.kestra.core.models.triggers.types.Schedule',
  'io.kestra.core.models.triggers.types.ScheduleOnDates',
  'io.kestra.core.models.triggers.types.Flow',
  'io.kestra.core.models.triggers.types.Webhook',
]

/** What a trigger cannot do without. */
const NEEDED: Readonly<Record<string, string>> = { Schedule: 'cron', ScheduleOnDates: 'dates', Webhook: 'key' }

/** Checks the triggers of a flow: what they are, and that none fires here. */
export function checkTriggers(
  written: unknown,
  elsewhere: Elsewhere,
  label: (path: Path) => string,
  report: Report,
): void {
  if (!Array.isArray(written)) return
  written.forEach((trigger: unknown, index) => {
    const type = isMap(trigger) ? textOf(trigger.type) : undefined
    if (!isMap(trigger) || type === undefined) return
    const path = ['triggers', index]
    checkTriggerType(type, [...path, 'type'], elsewhere, report)
    const needed = TRIGGERS.includes(type) ? NEEDED[type.slice(type.lastIndexOf('.') + 1)] : undefined
    if (needed !== undefined && (trigger[needed] ?? '') === '') {
      report({
        code: 'missing-property',
        severity: 'error',
        path: [...path, needed],
        at: 'key',
        message: `${label([...path, needed])}: must not be ${needed === 'key' ? 'blank' : 'null'}`,
        hint: `Add \`${needed}\`.`,
      })
    }
    if (type.endsWith('.Schedule')) checkCron(trigger.cron, trigger.withSeconds === true, [...path, 'cron'], report)
  })
}

function checkTriggerType(type: string, path: Path, elsewhere: Elsewhere, report: Report): void {
  if (TRIGGERS.includes(type)) {
    report({
      code: 'trigger-by-hand',
      severity: 'info',
      path,
      at: 'value',
      message: 'Triggers do not fire here by themselves. Run as … beside Run fires this one by hand.',
    })
    return
  }
  const known = elsewhere.find(type)
  const near = known === undefined ? nearest(type, TRIGGERS) : undefined
  if (near !== undefined || (known === undefined && (type.startsWith(CORE) || !type.includes('.')))) {
    report({
      code: 'unknown-type',
      severity: 'error',
      path,
      at: 'value',
      message: `Invalid type: ${type}`,
      hint: near === undefined ? 'There is no trigger of this name.' : `Did you mean ${near}?`,
      ...(near === undefined ? {} : { replace: near }),
    })
    return
  }
  const what = known === undefined ? shortName(type) : known.title
  report({
    code: 'cannot-run-here',
    severity: 'warning',
    path,
    at: 'value',
    message: `This trigger waits for ${what}, which a browser page cannot do. It fires in Kestra.`,
    hint: 'Run as … beside Run fires it by hand, with files of yours.',
  })
}

const NICKNAMES = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'])

function checkCron(written: unknown, withSeconds: boolean, path: Path, report: Report): void {
  const cron = textOf(written)?.trim()
  if (cron === undefined || NICKNAMES.has(cron.toLowerCase())) return
  const fields = cron.split(/\s+/)
  const wanted = withSeconds ? 6 : 5
  const strange = fields.find(field => !/^[\dA-Za-z*?,/#LW-]+$/.test(field))
  if (fields.length === wanted && strange === undefined) {
    checkRanges(cron, fields.slice(-5), path, report)
    return
  }
  report({
    code: 'invalid-cron',
    severity: 'error',
    path,
    at: 'value',
    message:
      strange === undefined
        ? `invalid cron expression '${cron}': Cron expression contains ${fields.length} parts but we expect one of [${wanted}]`
        : `invalid cron expression '${cron}': Failed to parse cron expression. Invalid chars in expression! Expression: ${strange}`,
    hint: withSeconds
      ? 'Six fields: second, minute, hour, day, month, weekday.'
      : 'Five fields: minute, hour, day, month, weekday.',
  })
}

/** The least and the greatest number of minute, hour, day, month and weekday. */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

function checkRanges(cron: string, fields: readonly string[], path: Path, report: Report): void {
  for (const [index, [least, most]] of RANGES.entries()) {
    const numbers = (fields[index] ?? '').replace(/[/#]\d+/g, '').match(/\d+/g) ?? []
    const outside = numbers.find(number => Number(number) < least || Number(number) > most)
    if (outside === undefined) continue
    report({
      code: 'invalid-cron',
      severity: 'error',
      path,
      at: 'value',
      message: `invalid cron expression '${cron}': Failed to parse cron expression. Value ${outside} not in range [${least}, ${most}]`,
    })
    return
  }
}
