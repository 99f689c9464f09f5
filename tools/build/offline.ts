import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import { type Build, isFetchedByRuns, type SiteFile } from '../../src/offline/build'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SCRIPT = 'serviceWorker.js'
const LISTING = 'resources.json'
const PAGES = ['index.html', 'embed/index.html']
const HASH_TAG = /<meta name="flowyard-resources" content="[^"]*"\s*\/?>/

/**
 * Lets the site be kept for use without a network: tells the pages which list of resources is theirs, and writes the
 * service worker with the hashes of all files of the app. Comes after everything else that writes files.
 */
export function offlineFiles(): Plugin {
  let outDir = 'dist'
  return {
    name: 'flowyard-offline-files',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'flowyard-resources', content: '' }, injectTo: 'head' }],
    closeBundle: {
      sequential: true,
      async handler() {
        sealSite(outDir, await serviceWorker())
      },
    },
  }
}

/** Writes the hashes of a built site into its pages and its service worker. @param script the worker's code */
export function sealSite(folder: string, script: string): void {
  const listing = hashOf(readFileSync(join(folder, LISTING)))
  for (const page of PAGES) {
    const html = readFileSync(join(folder, page), 'utf8')
    if (!HASH_TAG.test(html)) throw new Error(`${page} has no place for the hash of ${LISTING}`)
    writeFileSync(join(folder, page), html.replace(HASH_TAG, `<meta name="flowyard-resources" content="${listing}" />`))
  }
  writeFileSync(join(folder, SCRIPT), `const FLOWYARD_BUILD=${JSON.stringify(readBuild(folder))};\n${script}`)
}

/** The worker's code in a built site, without the build it is of. */
export function scriptOf(folder: string): string {
  const text = readFileSync(join(folder, SCRIPT), 'utf8')
  return text.slice(text.indexOf('\n') + 1)
}

/** All files of the app, in the order of their paths. */
function readBuild(folder: string): Build {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(path => path !== SCRIPT && !path.endsWith('.md') && !isFetchedByRuns(path))
    .sort()
  const files = paths.map((path): SiteFile => {
    const content = readFileSync(join(folder, path))
    return { path, bytes: content.length, sha256: hashOf(content) }
  })
  return { version: hashOf(Buffer.from(JSON.stringify(files))).slice(0, 16), files }
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

async function serviceWorker(): Promise<string> {
  const result = (await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: `${ROOT}workers/service.worker.ts`, output: { format: 'iife', codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  return result.output[0].code
}
