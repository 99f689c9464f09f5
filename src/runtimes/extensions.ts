import type { Resources } from '../runner'
import { DownloadFailed, forgetFiles, keepingFetch } from './packageFiles'

/** Extensions of DuckDB: with the site, kept in this browser, from DuckDB's own server. */
export type Extensions = {
  /** The bytes of an extension. @throws DownloadFailed */
  readonly load: (path: string, signal: AbortSignal, listener: ExtensionListener) => Promise<ArrayBuffer>
  /** Does not keep it any more: DuckDB refused it. */
  readonly forget: (path: string) => Promise<void>
}

export type ExtensionListener = (received: number, total: number | undefined) => void

/** Where DuckDB publishes its extensions. It signs them, and DuckDB checks the signature when it loads one. */
export const EXTENSION_SERVER = 'https://extensions.duckdb.org/'

/** Opens the extensions of a site. @param server the address that they come from otherwise, with a slash at the end */
export function openExtensions(resources: Resources, server: string = EXTENSION_SERVER): Extensions {
  const files = keepingFetch(resources.retries, name => name.endsWith('.wasm'))
  return {
    load: async (path, signal, listener) => {
      const own = `extensions/${path}`
      if (Object.hasOwn(await resources.manifest(), own)) return resources.load(own, signal, listener)
      const { status, body } = await files.load(server + path, signal, ({ received, total }) =>
        listener(received, total),
      )
      if (status !== 200) throw new DownloadFailed(`${new URL(server).hostname} answered ${status}`)
      return body
    },
    forget: path => forgetFiles([server + path]),
  }
}

/** The path of the extension that an error of DuckDB asks for: `v1.4.3/wasm_eh/json.duckdb_extension.wasm`. */
export const missingExtension = (message: string): string | undefined =>
  /\/(v[^/\s]+\/wasm_\w+\/\w+\.duckdb_extension\.wasm) is not available/.exec(message)?.[1]

/** Errors of an extension that is not what DuckDB published. */
export const isForged = (message: string): boolean =>
  /signature is either missing or invalid|not a DuckDB extension/i.test(message)

/** `v1.4.3/wasm_eh/json.duckdb_extension.wasm` → `json`. */
export const extensionName = (path: string): string => /(\w+)\.duckdb_extension\.wasm$/.exec(path)?.[1] ?? path

/** Errors that say in their own words that `icu` is not there. */
export const wantsIcu = (message: string): boolean =>
  /TIMESTAMP WITH TIME ZONE/.test(message) && /Unimplemented type for cast|No function matches/.test(message)
