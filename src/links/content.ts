import type { VersionSetting } from '../model'

/** A file that travels inside a link: a namespace file, by its path. */
export type LinkFile = { readonly path: string; readonly content: Uint8Array }

/** What the page shows when a link opens. */
export type LinkView = {
  readonly tab?: string
  /** The selected path as an expression without braces: `outputs.sqlQuery.uri`. */
  readonly select?: string
  /** 1-based line in the flow's text. */
  readonly line?: number
}

/** A response kept with the link, to run without the network. */
export type LinkRecording = {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  /** How the body is written when it is no text. */
  readonly encoding?: 'base64' | undefined
}

/** Everything a link may carry. The first flow is the one to open; secrets are never part of it. */
export type LinkContent = {
  readonly flows: readonly string[]
  readonly files?: readonly LinkFile[]
  readonly version?: VersionSetting
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly view?: LinkView
  /** Outputs given to tasks that cannot run here, by task id. */
  readonly stubs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly recordings?: readonly LinkRecording[]
  /** The author's run as it was recorded, shown before anything runs. */
  readonly results?: unknown
}

/** What is wrong with a link, for the words the page shows. */
export type LinkProblem = 'not-a-link' | 'unknown-version' | 'unknown-codec' | 'too-long' | 'too-large' | 'damaged'

/** Thrown when nothing of a link can be read. */
export class LinkUnreadable extends Error {
  override readonly name = 'LinkUnreadable'
  readonly problem: LinkProblem
  constructor(problem: LinkProblem) {
    super(MESSAGES[problem])
    this.problem = problem
  }
}

const MESSAGES: Readonly<Record<LinkProblem, string>> = {
  'not-a-link': 'This is not a link to a flow.',
  'unknown-version': 'This link was made by a newer Flowyard. Reload the page to get it.',
  'unknown-codec': 'This link is packed in a way this Flowyard does not know. Reload the page to get a newer one.',
  'too-long': 'This link is longer than a link to a flow can be.',
  'too-large': 'This link unpacks to more than a flow may be. It was not opened.',
  damaged: 'This link is cut off. Ask for it again, or paste the flow here.',
}
