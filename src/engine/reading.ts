import { type FlowReading, readFlow } from '../flow'
import type { Problem, VersionSetting } from '../model'
import type { Elsewhere, Registry } from '../task'

/** Reads the text of a flow as a version. */
export type FlowReader = (source: string, version: VersionSetting) => FlowReading

/** A reader that remembers its last answer: most often the same text runs again. */
export function createReader({
  registry,
  elsewhere,
}: {
  readonly registry: Registry
  readonly elsewhere?: Elsewhere
}): FlowReader {
  let last: { readonly source: string; readonly version: VersionSetting; readonly reading: FlowReading } | undefined
  return (source, version) => {
    if (last?.source === source && last.version === version) return last.reading
    const reading = readFlow(source, { registry, version, ...(elsewhere ? { elsewhere } : {}) })
    last = { source, version, reading }
    return reading
  }
}

export const errorsOf = ({ problems }: FlowReading): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')

/** What is wrong with a flow that is not to run. */
export const disabled = (source: string): Problem => ({
  code: 'flow-disabled',
  severity: 'error',
  span: { start: Math.max(0, source.search(/^disabled:/m)), end: Math.max(1, source.search(/^disabled:/m) + 8) },
  path: ['disabled'],
  message: 'Flow is disabled',
  hint: 'Set `disabled` to false, or take it out.',
})
