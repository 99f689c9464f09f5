import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FRAME = 'virtual:runner-frame'

/** Scripts of the untrusted zone that reach the frame as bytes, by their name in the site. */
const WORKERS = {
  'runner/python.worker.js': 'workers/python.worker.ts',
  'runner/duckdb.worker.js': 'workers/duckdb.worker.ts',
}

/** Builds an entry as one classic script: no imports, nothing left to fetch. */
async function bundle(entry: string): Promise<string> {
  const result = (await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: `${ROOT}${entry}`, output: { format: 'iife', codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  const chunk = result.output[0]
  return chunk.code.replaceAll('</script', '<\\/script')
}

const hashOf = (script: string): string => `sha256-${createHash('sha256').update(script).digest('base64')}`

/**
 * The page's content policy. Scripts come from the site, from blobs (workers) and from the one inline script that the
 * runner frame consists of; WebAssembly may be compiled, text may not be run.
 */
const policy = (hash: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' blob: '${hash}'`,
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self' https: http: data: blob:",
    "frame-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/**
 * Builds the scripts of the untrusted zone: the frame's as a module to import (`virtual:runner-frame` exports `frame`,
 * its text and hash), the workers' as files of the site. Puts the content policy into every page.
 */
export function untrustedZone(): Plugin {
  let frame: Promise<string> | undefined
  const frameScript = () => (frame ??= bundle('src/runner/frame.ts'))
  return {
    name: 'flowyard-untrusted-zone',
    resolveId: id => (id === FRAME ? `\0${FRAME}` : undefined),
    async load(id) {
      if (id !== `\0${FRAME}`) return undefined
      const source = await frameScript()
      return `export const frame = ${JSON.stringify({ source, hash: hashOf(source) })}`
    },
    async generateBundle() {
      for (const [fileName, entry] of Object.entries(WORKERS)) {
        this.emitFile({ type: 'asset', fileName, source: await bundle(entry) })
      }
    },
    async transformIndexHtml() {
      const content = policy(hashOf(await frameScript()))
      return [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' }]
    },
  }
}
