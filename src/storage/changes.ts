import type { ArchiveChange } from './workspace'

/** News between the tabs of this browser. */
export type Changes = {
  readonly announce: (change: ArchiveChange) => void
  /** Calls back for news of other tabs; answers how to stop. */
  readonly watch: (listener: (change: ArchiveChange) => void) => () => void
  readonly close: () => void
}

const CHANNEL = 'flowyard'

type Message = { readonly tab: string; readonly change: ArchiveChange }

/** `tab` is the same for a page and its workers: they do not hear each other. */
export function openChanges(tab: string, channelName: string = CHANNEL): Changes {
  const channel = new BroadcastChannel(channelName)
  return {
    announce: change => channel.postMessage({ tab, change } satisfies Message),
    watch: listener => {
      const hear = ({ data }: MessageEvent<Message>): void => {
        if (data.tab !== tab) listener(data.change)
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
    close: () => channel.close(),
  }
}
