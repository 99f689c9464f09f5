/** The script of the runner frame, built by tools/build/untrusted.ts. */
declare module 'virtual:runner-frame' {
  export const frame: { readonly source: string; readonly hash: string }
}

/** Versions of the runtimes in this build: the folders their files lie in. */
declare const __RUNTIME_VERSIONS__: { readonly pyodide: string; readonly duckdb: string }
