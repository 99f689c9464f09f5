import type { LinkRecording, LinkView } from '../../links'
import type { VersionSetting } from '../../model'
import type { WorkspaceFile } from '../client'
import type { ValuePath } from '../outputs/path'

/**
 * A flow that came from outside and is not kept in this browser: it lives in a workspace that is thrown away, until a
 * person saves a copy.
 */
export type Opened = {
  readonly from: 'link' | 'address' | 'zip'
  /** The text and the inputs as they came, to go back to. */
  readonly source: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly version: VersionSetting
  readonly files: readonly WorkspaceFile[]
  /** Outputs given to tasks that cannot run here, by task id. */
  readonly stubs: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly view: LinkView
  /** Responses that came with it, to run without the network. */
  readonly recordings: readonly LinkRecording[]
  /** The run that came with it, by its id here: what the author saw. */
  readonly authorRun?: string
  /** Only a part of it could be read. */
  readonly damaged: boolean
  /** Characters of the link, or the address of the file. */
  readonly origin: string
}

/** Text that reads what a person sees of where the flow came from. */
export const originWords = ({ from }: Opened): string => {
  switch (from) {
    case 'link':
      return 'Opened from a link'
    case 'address':
      return 'Opened from an address'
    case 'zip':
      return 'Opened from a .zip'
    default:
      return from satisfies never
  }
}

/** Reads a selection as a link carries it: `outputs.python.outputFiles['products.csv']`, without a pipe. */
export function pathOf(select: string | undefined): ValuePath {
  const path: (string | number)[] = []
  const step = /\.?([A-Za-z_][A-Za-z0-9_]*)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]/y
  const text = select?.trim() ?? ''
  while (step.lastIndex < text.length) {
    const [, name, quoted, index] = step.exec(text) ?? []
    if (name !== undefined) path.push(name)
    else if (quoted !== undefined) path.push(quoted.replace(/\\(.)/g, '$1'))
    else if (index !== undefined) path.push(Number(index))
    else return []
  }
  return path
}

/** Whether a flow from outside was changed here and no copy of it is saved. */
export const isUnsavedCopy = ({
  opened,
  draft,
  inputs,
}: {
  readonly opened: Opened | undefined
  readonly draft: { readonly source: string }
  readonly inputs: Opened['inputs']
}): boolean => opened !== undefined && (draft.source !== opened.source || inputs !== opened.inputs)
