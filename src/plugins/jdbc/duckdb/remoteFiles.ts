import type { RuntimeFile } from '../../../runtimes'
import { type RunContext, TaskFailed } from '../../../task'
import { send } from '../../core/http/exchange'
import { piecesOf, type Statement } from '../statements'
import type { PreparedSql } from './runSql'

/** Statements that read files at hand in place of remote ones, and those files. */
export type LocalSql = { readonly statements: readonly Statement[]; readonly files: readonly RuntimeFile[] }

/**
 * Fetches the files that SQL reads by their addresses, as DuckDB's extension `httpfs` would: DuckDB itself runs where
 * nothing can be called. Asks for `httpfs` are left out.
 * @throws TaskFailed when a file cannot be had
 */
export async function bringRemoteFiles(
  { statements, inputFiles, workingDir }: PreparedSql,
  context: RunContext,
): Promise<LocalSql> {
  const names = new Map<string, string>()
  const taken = new Set(inputFiles.map(({ path }) => path))
  const nameOf = (url: string): string => {
    const known = names.get(url)
    if (known !== undefined) return known
    const last = new URL(url).pathname.split('/').at(-1) ?? ''
    const name = taken.has(last) || last === '' ? `remote_${names.size + 1}_${last}` : last
    taken.add(name)
    names.set(url, name)
    return name
  }
  const local = statements
    .filter(({ text }) => !ASKS_FOR_HTTPFS.test(text))
    .map(statement => ({
      ...statement,
      text: withLocalNames(statement.text, url => `${workingDir}/${nameOf(url)}`),
    }))
  const files = await Promise.all([...names].map(([url, path]) => fetchFile(url, path, context)))
  return { statements: local, files }
}

const ASKS_FOR_HTTPFS = /^(?:FORCE\s+)?(?:INSTALL|LOAD)\s+'?httpfs\b/i

/** Code after which a quoted text is a file to read: `FROM`, `read_csv(`, `read_parquet(['a',`. */
const READS = /(?:\b(?:FROM|JOIN)\s+|\b(?:read_\w+|parquet_\w+|sniff_csv)\s*\(\s*(?:\[\s*(?:\?\s*,\s*)*)?)$/i

/** What stands behind this `FROM` is a server of extensions, which DuckDB asks for by itself. */
const INSTALLS = /^\s*(?:FORCE\s+)?INSTALL\b/i

function withLocalNames(sql: string, nameOf: (url: string) => string): string {
  let before = ''
  let result = ''
  for (const { kind, text } of piecesOf(sql)) {
    const reads = kind === 'quoted' && READS.test(before) && !INSTALLS.test(before)
    const url = reads ? addressIn(text) : undefined
    result += url === undefined ? text : `'${nameOf(url).replaceAll("'", "''")}'`
    before += kind === 'code' ? text : kind === 'quoted' ? '?' : ' '
  }
  return result
}

/** The address in a quoted text, as HTTP knows it; undefined for other texts and for patterns. */
function addressIn(quoted: string): string | undefined {
  const text = quoted.slice(1, -1).replaceAll("''", "'")
  const [, kind, owner, rest] = /^hf:\/\/(datasets|spaces)\/([^/]+\/[^/@]+)\/(.+)$/.exec(text) ?? []
  const repository = kind === undefined ? undefined : `https://huggingface.co/${kind}/${owner}/resolve/main/${rest}`
  const url = repository ?? text
  return /^https?:\/\/[^*]+$/i.test(url) && URL.canParse(url) ? url : undefined
}

async function fetchFile(url: string, path: string, context: RunContext): Promise<RuntimeFile> {
  const { status, body } = await fetchBody(url, context)
  if (status >= 400) {
    throw new TaskFailed(`HTTP Error: HTTP GET error on '${url}' (HTTP ${status})`, {
      property: 'sql',
      hint: 'The server of this file refused it. Look at the address in a tab of its own.',
    })
  }
  return { path, content: body }
}

async function fetchBody(url: string, context: RunContext): Promise<{ readonly status: number; readonly body: Blob }> {
  try {
    return await send({ method: 'GET', url, headers: [], followRedirects: true, idleTimeout: PATIENCE }, context)
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error
    const { at: _, ...details } = error.details
    throw new TaskFailed(error.message, { ...details, property: 'sql' })
  }
}

const PATIENCE = 300_000
