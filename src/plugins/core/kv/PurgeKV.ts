import { type KeyValue, runnable, TaskFailed } from '../../../task'
import { wildcard } from './keys'

/**
 * Source: Kestra `io.kestra.plugin.core.kv.PurgeKV`. Without `namespaces` the flow's own is purged: there is no list of
 * all. A key has one version here.
 */
export const PurgeKV = runnable({
  type: 'io.kestra.plugin.core.kv.PurgeKV',
  title: 'Delete keys of namespaces, by default those whose time is up.',
  properties: {
    keyPattern: { kind: 'string', dynamic: true, title: 'Only keys like this: `day_*`.' },
    namespaces: {
      kind: 'list',
      of: { kind: 'string', title: 'A namespace.' },
      dynamic: true,
      title: 'The namespaces to purge.',
    },
    namespacePattern: { kind: 'string', dynamic: true, title: 'The namespaces to purge, as a pattern.' },
    includeChildNamespaces: {
      kind: 'boolean',
      dynamic: true,
      default: true,
      title: 'Purge the namespaces below them too.',
    },
    behavior: {
      kind: 'object',
      dynamic: true,
      title: 'Which keys to delete.',
      properties: {
        type: { kind: 'choice', of: ['key', 'version'], default: 'key', title: 'Delete keys, or old versions.' },
        expiredOnly: { kind: 'boolean', default: true, title: 'Only keys whose time is up.' },
        before: { kind: 'string', title: 'Only versions before this date.' },
        keepAmount: { kind: 'number', integer: true, title: 'Versions of a key to keep.' },
      },
    },
    expiredOnly: { kind: 'boolean', dynamic: true, deprecated: 'Use behavior.', title: 'Only keys whose time is up.' },
  },
  outputs: { size: { kind: 'number', always: true, title: 'Keys deleted.' } },
  examples: [
    {
      title: 'Delete every key of one kind.',
      flow: `id: purge_keys
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.kv.Set
    key: day_1
    value: "1"
  - id: purge
    type: io.kestra.plugin.core.kv.PurgeKV
    namespaces:
      - company.team
    keyPattern: day_*
    behavior:
      type: key
      expiredOnly: false
`,
    },
  ],
  async run({ keyPattern, namespaces, namespacePattern, behavior, expiredOnly }, { kv, flow, log, now }) {
    if (namespaces?.length && namespacePattern) {
      throw new TaskFailed(
        "Properties `namespaces` and `namespacePattern` can't be used at the same time — use one or the other.",
        { property: 'namespacePattern' },
      )
    }
    const own = namespacePattern === undefined || wildcard(namespacePattern)(flow.namespace) ? [flow.namespace] : []
    const spaces = namespaces?.length ? namespaces : own
    log('INFO', `purging ${spaces.length} namespaces: [${spaces.join(', ')}]`)
    const goes = chosenBy(behavior, expiredOnly, now())
    const matches = keyPattern === undefined ? () => true : wildcard(keyPattern)
    let size = 0
    for (const space of spaces) {
      for (const entry of await kv.list(space, { expired: true })) {
        if (!matches(entry.key) || !goes(entry)) continue
        await kv.delete(space, entry.key)
        size++
      }
    }
    log('INFO', `purged ${size} keys`)
    return { size }
  },
})

type Behavior = {
  readonly type?: string | undefined
  readonly expiredOnly?: boolean | undefined
  readonly before?: string | undefined
  readonly keepAmount?: number | undefined
}

function chosenBy(
  behavior: Behavior | undefined,
  expiredOnly: boolean | undefined,
  now: number,
): (value: KeyValue) => boolean {
  const isExpired = ({ expires }: KeyValue): boolean => expires !== undefined && Date.parse(expires) <= now
  if (expiredOnly === undefined && behavior?.type === 'version') {
    const keepsLast = behavior.before !== undefined || (behavior.keepAmount ?? 0) > 0
    return () => !keepsLast
  }
  return (expiredOnly ?? behavior?.expiredOnly ?? true) ? isExpired : () => true
}
