import type { LinkContent, LinkRecording } from '../links'
import type { Execution, LogEntry } from '../model'

/** A stored file of a run: its address in internal storage and its bytes. */
export type BundledFile = { readonly uri: string; readonly content: Blob }

/** A file that the person gave to the workspace. */
export type BundledWorkspaceFile = { readonly path: string; readonly content: Blob }

/** A run with everything it left: what an exported .zip holds, and what opening one gives back. */
export type RunBundle = {
  readonly execution: Execution
  readonly logs: readonly LogEntry[]
  readonly files: readonly BundledFile[]
  readonly workspaceFiles: readonly BundledWorkspaceFile[]
  readonly recordings: readonly LinkRecording[]
  /** Outputs given to tasks that could not run, by task id. */
  readonly stubs: NonNullable<LinkContent['stubs']>
}

/** What is wrong with a .zip. */
export type BundleProblem = 'not-a-zip' | 'too-large' | 'not-a-run' | 'damaged'

/** Thrown when a .zip is not a run of ours, or is not fit to be opened. */
export class BundleUnreadable extends Error {
  override readonly name = 'BundleUnreadable'
  readonly problem: BundleProblem
  constructor(problem: BundleProblem, detail?: string) {
    super(detail === undefined ? MESSAGES[problem] : `${MESSAGES[problem]} (${detail})`)
    this.problem = problem
  }
}

const MESSAGES: Readonly<Record<BundleProblem, string>> = {
  'not-a-zip': 'This file is not a .zip.',
  'too-large': 'This .zip unpacks to more than can be opened here. Nothing of it was kept.',
  'not-a-run': 'This .zip is not a run exported from Flowyard: it has no readable execution.json.',
  damaged: 'This .zip is cut off or damaged. Nothing of it was kept.',
}

/** Where the parts of a run lie in its .zip. */
export const ENTRY = {
  flow: 'flow.yaml',
  inputs: 'inputs.json',
  execution: 'execution.json',
  logs: 'logs.jsonl',
  outputs: 'outputs.json',
  recordings: 'recorded-http.json',
  stubs: 'stubs.json',
  readme: 'README.md',
  files: 'files/',
  workspaceFiles: 'workspace/',
} as const

/** `execution.json`: the run without its flow's text, and which entry holds which stored file. */
export type ExecutionEntry = {
  readonly format: 'flowyard-run'
  readonly formatVersion: 1
  readonly execution: Omit<Execution, 'source'>
  /** Addresses of stored files by their entry: `files/python/products.csv`. */
  readonly files: Readonly<Record<string, string>>
}
