import type { FlowCheck } from '../engine'
import { type FlowOptions, readDocument, shortName } from '../flow'
import { NOWHERE } from '../task'
import { outlineOf } from './outline'
import { type KnownResource, readyList } from './ready'
import { shownInputs } from './shownInputs'

export type CheckFlowOptions = FlowOptions & {
  /** Values in the fields, as typed; absent ones take the flow's defaults. */
  readonly inputs?: Readonly<Record<string, unknown>>
  /** What is known of a download: `pyodide`, `duckdb`, `package:polars`. */
  readonly resource?: (id: string) => KnownResource | undefined
}

/** All that can be told of a text without running it. Never throws for a text, whatever it is. */
export function checkFlow(source: string, options: CheckFlowOptions): FlowCheck {
  const reading = readDocument(source, options)
  const { version, problems, flow } = reading
  const { elsewhere = NOWHERE, inputs = {}, resource } = options
  const about = flow && {
    id: flow.id,
    namespace: flow.namespace,
    ...(flow.description === undefined ? {} : { description: flow.description }),
  }
  return {
    version,
    problems,
    ...(about === undefined ? {} : { flow: about }),
    inputs: shownInputs(flow?.inputs ?? []),
    triggers: (flow?.triggers ?? []).map(({ id, type }) => ({ id, type, name: shortName(type) })),
    outline: outlineOf(reading),
    ready: readyList(reading, { elsewhere, inputs, ...(resource === undefined ? {} : { resource }) }),
  }
}
