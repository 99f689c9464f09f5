import type { RuntimeFile } from '../../runtimes'
import type { RunContext, Values } from '../../task'
import type { SCRIPT_PROPERTIES } from './properties'

type Asked = NonNullable<Values<typeof SCRIPT_PROPERTIES>['namespaceFiles']>

/**
 * The namespace files that a task asks for: all, or those of its globs, of its own namespace or of those it names.
 * Where two namespaces have a file of one path the later one's is taken.
 * Source: Kestra `io.kestra.core.models.tasks.NamespaceFiles`.
 */
export async function readNamespaceFiles(
  asked: Asked | undefined,
  { flow, namespaceFiles }: RunContext,
): Promise<readonly RuntimeFile[]> {
  if (!asked || asked.enabled === false) return []
  const { default: picomatch } = await import('picomatch')
  const globs = (patterns: readonly string[]) => picomatch(patterns.map(withoutSlash), { dot: true })
  const included = asked.include && asked.include.length > 0 ? globs(asked.include) : () => true
  const excluded = asked.exclude && asked.exclude.length > 0 ? globs(asked.exclude) : () => false
  const found = new Map<string, Blob>()
  for (const namespace of asked.namespaces ?? [flow.namespace]) {
    for (const [path, content] of await namespaceFiles(namespace)) {
      const name = withoutSlash(path)
      if (included(name) && !excluded(name))
        found.set(asked.folderPerNamespace ? `${namespace}/${name}` : name, content)
    }
  }
  return [...found].map(([path, content]) => ({ path, content }))
}

const withoutSlash = (path: string): string => path.replace(/^\/+/, '')
