/**
 * Messages between a Flowyard embed and the page around it, by `postMessage`. The build publishes this file as
 * `flowyard.d.ts`.
 */

/** A tab of the embed. */
export type EmbedTab = 'flow' | 'outputs' | 'logs'

/** What every message carries. `id` answers the message of that id, or is new. */
export type Envelope = { readonly source: 'flowyard'; readonly v: 1; readonly id: string }

/** What the embed tells. Values of outputs are never among it, unless they are asked for by `get`. */
export type EmbedMessage =
  | { readonly type: 'ready' }
  /** The height that shows everything, at most 900. */
  | { readonly type: 'resize'; readonly height: number }
  /** Whether the text differs from the one that came. */
  | { readonly type: 'change'; readonly dirty: boolean }
  | { readonly type: 'runstart'; readonly run: number }
  /** Bytes of the downloads of a run. */
  | { readonly type: 'download'; readonly got: number; readonly total: number }
  | { readonly type: 'task'; readonly task: string; readonly state: string; readonly line?: number }
  | { readonly type: 'runend'; readonly state: string; readonly ms: number }
  | { readonly type: 'select'; readonly expression: string }
  | { readonly type: 'value'; readonly json: string }
  | { readonly type: 'value'; readonly omitted: 'too large' | 'no such value' }
  | {
      readonly type: 'error'
      readonly code: 'needs-press' | 'no-flow' | 'invalid-flow' | 'invalid-inputs' | 'failed' | 'unknown-command'
      readonly message: string
      readonly task?: string
      readonly line?: number
    }

/** What the page may ask. Only the origin named by the embed's parameter `origin` is heard. */
export type EmbedCommand =
  | { readonly type: 'theme'; readonly value: 'auto' | 'light' | 'dark' }
  | { readonly type: 'flow'; readonly yaml: string }
  | { readonly type: 'inputs'; readonly values: Readonly<Record<string, string>> }
  | { readonly type: 'tab'; readonly name: EmbedTab }
  | { readonly type: 'select'; readonly expression: string }
  | { readonly type: 'stop' }
  | { readonly type: 'reset' }
  /** Answered by `value`: JSON of at most 1 MB, after a run that the reader started. */
  | { readonly type: 'get'; readonly expression: string }
  /** Obeyed once the reader has pressed Run in this embed; else answered by the error `needs-press`. */
  | { readonly type: 'run' }
