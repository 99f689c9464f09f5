import type { RuntimeFile } from '../../runtimes'
import { type RunContext, TaskFailed } from '../../task'

/** An address of internal storage inside a script or command. Source: Kestra `ScriptService.replaceInternalStorage`. */
const ADDRESS = /kestra:\/\/[-a-zA-Z0-9%._+~#=/]*/g

/**
 * Reads `inputFiles`: a map of names to contents or addresses, or JSON text of one. Names lead into the working
 * directory and never out of it. Null values are passed over. Source: Kestra `PluginUtilsService.createInputFiles`.
 * @throws TaskFailed
 */
export async function readInputFiles(written: unknown, context: RunContext): Promise<readonly RuntimeFile[]> {
  const files: RuntimeFile[] = []
  for (const [path, value] of Object.entries(readMap(written))) {
    if (value === null || value === undefined) continue
    checkPath(path)
    files.push({ path, content: await contentOf(value, context) })
  }
  return files
}

function readMap(written: unknown): Readonly<Record<string, unknown>> {
  if (written === undefined || written === null || written === '') return {}
  const map: unknown = typeof written === 'string' ? readJson(written) : written
  if (map instanceof Map) return Object.fromEntries(map)
  if (Array.isArray(map)) return Object.assign({}, ...map.map(readMap))
  if (typeof map === 'object' && map !== null) return map as Readonly<Record<string, unknown>>
  throw new TaskFailed('Expected inputFiles to be a map of file names to contents or addresses.', {
    property: 'inputFiles',
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new TaskFailed(
      `inputFiles is a text but not JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        property: 'inputFiles',
      },
    )
  }
}

/** @throws TaskFailed for a path that leads out of the working directory */
export function checkPath(path: string, property = 'inputFiles'): void {
  if (!path.startsWith('/') && !path.split('/').some(part => part === '..' || part === '.') && path !== '') return
  throw new TaskFailed(`Invalid ${property.slice(0, -1)} (only relative path is supported) for path '${path}'`, {
    property,
    hint: 'Write a name, or a path inside the working directory.',
  })
}

async function contentOf(value: unknown, { storage }: RunContext): Promise<Blob> {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.startsWith('kestra://')) return storage.get(text.trim())
  return new Blob([text])
}

/** Replaces addresses in texts by paths of local copies, which `files` then holds, one copy an address. */
export function localCopies(workingDir: string, { storage, tempName }: RunContext) {
  const paths = new Map<string, string>()
  const files: RuntimeFile[] = []

  const copy = async (address: string): Promise<string> => {
    const name = tempName('.tmp')
    files.push({ path: name, content: await storage.get(address) })
    return `${workingDir}/${name}`
  }
  const replace = async (text: string): Promise<string> => {
    for (const address of new Set(text.match(ADDRESS) ?? [])) {
      if (!paths.has(address)) paths.set(address, await copy(address))
    }
    return text.replace(ADDRESS, address => paths.get(address) ?? address)
  }
  return { replace, files }
}
