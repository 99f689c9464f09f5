import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { runtimeResources, runtimeVersions } from '../../../tools/build/resources'
import { untrustedZone } from '../../../tools/build/untrusted'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Where the built page lies. */
export const PAGE = `${ROOT}.cache/runtimes-page`

/** Builds the page of ./page with the product's policy, frame and runtime files. */
export async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('page/', import.meta.url)),
    base: './',
    publicDir: `${ROOT}public`,
    logLevel: 'error',
    define: { __RUNTIME_VERSIONS__: JSON.stringify(runtimeVersions()) },
    plugins: [untrustedZone(), runtimeResources()],
    build: { outDir: PAGE, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  })
}
