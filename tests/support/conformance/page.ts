import type { Environment } from '../../../src/engine'
import type { KestraVersion } from '../../../src/model'
import type { Recording } from '../../../tools/conformance/recording'

/** A recorded flow with everything it is run with, as plain data for a page. */
export type BrowserCase = {
  readonly flow: string
  readonly version: KestraVersion
  readonly source: string
  readonly namespace: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly fileInputs: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** Seconds. */
  readonly timeout: number
  readonly needs: readonly string[]
  readonly files: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

/** What tools may ask of the page. */
export type ConformancePage = {
  readonly open: (settings: { readonly environment: Environment }) => void
  readonly run: (one: BrowserCase) => Promise<Recording>
}
