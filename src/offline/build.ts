/** A file of the site as the build made it; `path` is below the site's root. */
export type SiteFile = { readonly path: string; readonly bytes: number; readonly sha256: string }

/** The files of the app in one build. `version` is made of their hashes. */
export type Build = { readonly version: string; readonly files: readonly SiteFile[] }

/**
 * Whether a run fetches a file when it needs it. Such files are large; they are kept as runs or the reader ask for
 * them, all others with the app. The lists and small scripts among them belong to the app.
 */
export const isFetchedByRuns = (path: string): boolean =>
  /^(?:pyodide|duckdb|extensions)\//.test(path) || /^wheels\/.+\.whl$/.test(path)

/** Whether a key in the cache of runs is one of this site, and not of another one below it. */
export const isResourceOf = (base: string, key: string): boolean =>
  key.startsWith(base) &&
  /^(?:(?:pyodide|duckdb|extensions|wheels|runner)\/|resources\.json)/.test(key.slice(base.length))

/** The cache of the app's own files. Sites of one origin do not share it. */
export const appCache = (base: string): string => `flowyard-app ${base}`
