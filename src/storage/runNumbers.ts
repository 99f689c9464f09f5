import type { Database } from './database'

/** The numbers of a workspace's executions: "Run 7". */
export type RunNumbers = {
  /** The next one; none is given twice. */
  readonly next: (workspaceId: string) => Promise<number>
  /** Begins again at 1. */
  readonly forget: (workspaceId: string) => Promise<void>
}

/** The number that was last given; 0 when a workspace is gone. */
type News = { readonly workspaceId: string; readonly last: number }

/**
 * Numbers are kept in the database, and the last one is remembered, as a run does not begin before it has its number.
 * Whoever else gives numbers, in this page or another tab, says so on a channel.
 */
export function createRunNumbers(database: Database): RunNumbers {
  const known = new Map<string, number>()
  let opened: BroadcastChannel | undefined
  const channel = (): BroadcastChannel => {
    if (opened) return opened
    opened = new BroadcastChannel(`${database.name}-run-numbers`)
    opened.onmessage = ({ data }: MessageEvent<News>) => hear(data)
    return opened
  }
  const hear = ({ workspaceId, last }: News): void => {
    const before = known.get(workspaceId)
    if (last === 0) known.delete(workspaceId)
    else if (before !== undefined) known.set(workspaceId, Math.max(before, last))
  }
  const tell = (news: News): void => channel().postMessage(news)

  /** Writes down that a number was given, by default the one after the last; answers it. */
  const keep = async (workspaceId: string, given?: number): Promise<number> => {
    const name = nameOf(workspaceId)
    const { store, done } = database.transaction('settings', 'readwrite')
    const last = Number((await store.get(name))?.value ?? 0)
    const number = given ?? last + 1
    await store.put({ name, value: Math.max(last, number) })
    // No other transaction sees the number before; nobody has to wait until it is on the disk.
    done.catch(() => undefined)
    return number
  }

  return {
    next: async workspaceId => {
      channel()
      const before = known.get(workspaceId)
      const number = before === undefined ? await keep(workspaceId) : before + 1
      known.set(workspaceId, Math.max(number, known.get(workspaceId) ?? 0))
      tell({ workspaceId, last: number })
      if (before !== undefined) keep(workspaceId, number).catch(() => undefined)
      return number
    },
    forget: async workspaceId => {
      known.delete(workspaceId)
      await database.delete('settings', nameOf(workspaceId))
      tell({ workspaceId, last: 0 })
    },
  }
}

const nameOf = (workspaceId: string): string => `run-number:${workspaceId}`
