import type { Trigger } from '../../../model'

/** What a trigger is fired with by hand. */
export type Firing = {
  /** Schedule: the date it fires for, ISO-8601. */
  readonly date: string
  /** Webhook: what was sent. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly parameters?: Readonly<Record<string, string>>
  /** Triggers that wait for files: those that were dropped. */
  readonly files?: readonly { readonly name: string; readonly content: Blob }[]
  /** Flow: the execution that ended. */
  readonly execution?: {
    readonly id: string
    readonly namespace: string
    readonly flowId: string
    readonly flowRevision: number
    readonly state: string
    readonly outputs?: Readonly<Record<string, unknown>>
  }
}

/** Keeps a file for the execution to come and answers its address. */
export type PutTriggerFile = (name: string, content: Blob) => Promise<string>

/** What expressions read as `trigger`. */
export type TriggerVariables = Readonly<Record<string, unknown>>

/**
 * The variables of a trigger that is fired by hand. Schedules tell date, next and previous one; webhooks what was
 * sent; Flow triggers the execution that ended; all others the files that were dropped.
 * Source: Kestra `Schedule`, `Webhook`, `Flow` of `io.kestra.plugin.core.trigger`; the S3 and GCS triggers.
 */
export async function fireTrigger(trigger: Trigger, firing: Firing, put: PutTriggerFile): Promise<TriggerVariables> {
  switch (trigger.type.slice(trigger.type.lastIndexOf('.') + 1)) {
    case 'Schedule':
      return scheduleVariables(trigger, firing.date)
    case 'ScheduleOnDates':
      return datesVariables(trigger, firing.date)
    case 'Webhook':
      return webhookVariables(firing)
    case 'Flow':
      return flowVariables(firing)
    default:
      return fileVariables(firing, put)
  }
}

const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

async function scheduleVariables(trigger: Trigger, date: string): Promise<TriggerVariables> {
  const { Cron } = await import('croner')
  const written = String(trigger.cron ?? '* * * * *').trim()
  const timezone = typeof trigger.timezone === 'string' ? trigger.timezone : 'UTC'
  const cron = new Cron(NICKNAMES[written.toLowerCase()] ?? written, { timezone, legacyMode: false })
  const now = new Date(date)
  const [next] = cron.nextRuns(1, now)
  const [previous] = cron.previousRuns(1, now)
  return {
    date: zoned(now, timezone),
    ...(next ? { next: zoned(next, timezone) } : {}),
    ...(previous ? { previous: zoned(previous, timezone) } : {}),
  }
}

function datesVariables(trigger: Trigger, date: string): TriggerVariables {
  const dates = (Array.isArray(trigger.dates) ? trigger.dates : []).map(one => new Date(String(one)))
  const known = dates.filter(one => !Number.isNaN(one.getTime())).sort((a, b) => a.getTime() - b.getTime())
  const now = new Date(date)
  const next = known.find(one => one > now)
  const previous = known.findLast(one => one < now)
  return {
    date: zoned(now, 'UTC'),
    ...(next ? { next: zoned(next, 'UTC') } : {}),
    ...(previous ? { previous: zoned(previous, 'UTC') } : {}),
  }
}

/** A date with the offset that its zone has then, as Kestra prints it. */
function zoned(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(date)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const written = name.slice('GMT'.length)
  const minutes = (written.startsWith('-') ? -1 : 1) * toMinutes(written.slice(1))
  const offset = minutes === 0 ? 'Z' : written
  const local = new Date(date.getTime() + minutes * 60_000)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, '')
  return `${local}${offset}`
}

function toMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.split(':').map(Number)
  return hours * 60 + minutes
}

/** A body that is JSON is read, any other is a text. */
function webhookVariables({ body, headers = {}, parameters = {} }: Firing): TriggerVariables {
  const lists = (map: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]))
  return {
    ...(body === undefined ? {} : { body: parsed(body) }),
    headers: lists(headers),
    parameters: lists(parameters),
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function flowVariables({ execution }: Firing): TriggerVariables {
  if (!execution) return {}
  const { id, ...rest } = execution
  return { executionId: id, ...rest }
}

async function fileVariables({ files = [] }: Firing, put: PutTriggerFile): Promise<TriggerVariables> {
  const objects: unknown[] = []
  let first: string | undefined
  for (const { name, content } of files) {
    const uri = await put(name, content)
    first ??= uri
    objects.push({ key: name, name, uri, size: content.size })
  }
  return { objects, files: objects, blobs: objects, ...(first === undefined ? {} : { uri: first }) }
}
