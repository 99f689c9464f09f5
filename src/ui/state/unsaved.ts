import type { Settings, Workspace } from '../client'

/**
 * The last keys before a page goes: a write to the archive that starts then may never end, one to the settings is
 * done when it returns. It is kept until the archive has the text.
 */
type Unsaved = { readonly source: string; readonly updated: string }

const nameOf = (workspaceId: string): string => `unsaved ${workspaceId}`

/** Keeps a text that the archive may not get any more. */
export const keepUnsaved = (settings: Settings, workspaceId: string, source: string, updated: string): void =>
  settings.write(nameOf(workspaceId), JSON.stringify({ source, updated } satisfies Unsaved))

/** Forgets the kept text of a workspace; the archive has it. */
export const dropUnsaved = (settings: Settings, workspaceId: string): void => {
  if (settings.read(nameOf(workspaceId))) settings.write(nameOf(workspaceId), '')
}

/** A workspace with the text that was kept when its page went, when the stored one is not newer. */
export function withUnsaved(workspace: Workspace, settings: Settings): Workspace {
  const unsaved = readUnsaved(settings.read(nameOf(workspace.id)))
  return unsaved && unsaved.updated >= workspace.updated ? { ...workspace, ...unsaved } : workspace
}

function readUnsaved(text: string | undefined): Unsaved | undefined {
  if (!text) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isUnsaved(value) ? { source: value.source, updated: value.updated } : undefined
  } catch {
    return undefined
  }
}

const isUnsaved = (value: unknown): value is Unsaved =>
  typeof value === 'object' &&
  value !== null &&
  'source' in value &&
  typeof value.source === 'string' &&
  'updated' in value &&
  typeof value.updated === 'string'
