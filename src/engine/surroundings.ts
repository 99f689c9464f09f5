import type { Plan } from '../flow'
import type { NamespaceFile, Stub } from './api'
import type { Effects } from './effects'
import type { Guest } from './guest'
import type { Hidden } from './hidden'
import type { Memory } from './memory'
import type { Playback } from './recordings'

/** The files of namespaces, shared by a run and the runs it starts. */
export type NamespaceFiles = {
  readonly of: (namespace: string) => ReadonlyMap<string, Blob>
  /** Writes a file, or takes it away where there is no content. */
  readonly change: (namespace: string, path: string, content: Blob | undefined) => Promise<void>
}

/** Namespace files as a request brings them; `keep` is told of changes. */
export function createNamespaceFiles(
  files: readonly NamespaceFile[],
  keep: (file: Omit<NamespaceFile, 'content'>, content: Blob | undefined) => Promise<void>,
): NamespaceFiles {
  const spaces = new Map<string, Map<string, Blob>>()
  const of = (namespace: string): Map<string, Blob> => {
    const space = spaces.get(namespace) ?? new Map<string, Blob>()
    spaces.set(namespace, space)
    return space
  }
  for (const { namespace, path, content } of files) of(namespace).set(path, content)
  return {
    of,
    change: async (namespace, path, content) => {
      if (content) of(namespace).set(path, content)
      else of(namespace).delete(path)
      await keep({ namespace, path }, content)
    },
  }
}

/** What lies around a run in its workspace. */
export type Surroundings = {
  /** Another flow of the workspace, bound and ready to run. */
  readonly findFlow: (namespace: string, flowId: string) => { readonly plan: Plan; readonly source: string } | undefined
  /** Namespace files; tasks add to them and take from them. */
  readonly files: NamespaceFiles
  readonly secrets: Readonly<Record<string, string>>
  readonly hidden: Hidden
  /** The world, as far as this flow may reach it. */
  readonly effects: Effects
  /** Answers calls in place of the network. */
  readonly playback?: Playback
  /** Set for a flow from outside. */
  readonly guest?: Guest
  /** By task id. */
  readonly stubs: Readonly<Record<string, Stub>>
  /** Task runs of an earlier run that may answer in place of running again. */
  readonly memory?: Memory
}
