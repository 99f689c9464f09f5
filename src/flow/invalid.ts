import type { Path } from '../model'
import type { Finding } from '../task'

/** A rule over the whole flow is broken; Kestra refuses the flow in these words. */
export const invalid = (code: string, path: Path, message: string, hint?: string): Finding => ({
  code,
  severity: 'error',
  path,
  at: 'value',
  message: `Invalid Flow: ${message}`,
  ...(hint === undefined ? {} : { hint }),
})
