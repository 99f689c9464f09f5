import type { EngineApi, EngineHost, Environment } from '../../src/engine'
import type { RuntimeNeeds } from '../../src/ui/client'

/** What the engine worker is told of the page it works for. */
export type EngineSettings = {
  /** Address of the site's root, with a slash at the end. */
  readonly base: string
  /** The hash of the list of resources that the page was built with. */
  readonly listing?: string | undefined
  /** Id that the page and its workers share, so that they do not take each other's news for another tab's. */
  readonly tab: string
  /** Whether flows may call loopback and private addresses: for local work, by the person's own choice. */
  readonly allowLocal: boolean
  /** What Kestra's configuration would give to expressions; nothing when absent. */
  readonly environment?: Environment
}

/** The page's side, by comlink. */
export type RunnerRequests = Pick<EngineHost, 'requestRunner' | 'releaseRunner'>

/** What the engine worker answers to, by comlink; reading flows needs no opening. */
export type EngineWorker = EngineApi & {
  /**
   * Comes before all that runs or evaluates. `events` carries arrays of ExecutionEvent. Without a host it can evaluate,
   * but not run.
   */
  readonly open: (settings: EngineSettings, events?: MessagePort, host?: RunnerRequests) => Promise<void>
  /** Takes the lock of a name, and holds it as long as the worker lives. @throws where the browser has no locks */
  readonly hold: (name: string) => Promise<void>
  /** Answers when the worker is not busy. */
  readonly ping: () => Promise<void>
  /** Gets ready for a run that needs this; it begins in the background. */
  readonly prepare: (needs: RuntimeNeeds) => Promise<void>
  /** Begins downloads anew that no longer move. */
  readonly retryDownloads: () => Promise<void>
  /** A stored file, also where it is in this worker's memory alone. @throws FileNotFound */
  readonly file: (uri: string) => Promise<Blob>
}
