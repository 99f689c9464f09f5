import type { MetricEntry } from '../../model'
import { formatBytes, formatDuration, groupDigits } from '../format'
import { groupBy } from '../outputs/group'

/** A metric of a task: all entries of one name and the same tags, summed up. */
export type MetricRow = {
  readonly taskId: string
  readonly name: string
  readonly type: MetricEntry['type']
  /** `size: small`; empty without tags. */
  readonly tags: string
  readonly count: number
  /** The sum of the entries, as it reads: `14`, `6.9 kB`, `0.41 s`. */
  readonly text: string
}

/** Rows of the Metrics tab, by task in the order of their first entry. */
export function metricRows(entries: readonly MetricEntry[]): readonly MetricRow[] {
  const groups = groupBy(entries, ({ taskId, name, type, tags }) =>
    JSON.stringify([taskId, name, type, Object.entries(tags).sort()]),
  )
  const rows = [...groups.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    const { taskId, name, type, tags } = first
    const sum = group.reduce((total, { value }) => total + value, 0)
    const tagged = Object.entries(tags).map(([key, value]) => `${key}: ${value}`)
    return [{ taskId, name, type, tags: tagged.join(', '), count: group.length, text: textOf(name, type, sum) }]
  })
  const order = [...new Set(entries.map(({ taskId }) => taskId))]
  return rows.sort((one, other) => order.indexOf(one.taskId) - order.indexOf(other.taskId))
}

/** Timers are seconds; counters of bytes read as sizes. */
function textOf(name: string, type: MetricEntry['type'], sum: number): string {
  if (type === 'timer') return formatDuration(sum * 1000)
  if (SIZES.test(name)) return formatBytes(sum)
  return Number.isInteger(sum) ? groupDigits(sum) : String(Number(sum.toPrecision(6)))
}

/** Counters of bytes; Kestra's `fetch.size` counts rows. */
const SIZES = /(^|[._-])(bytes|length)$|^file\.size$/i
