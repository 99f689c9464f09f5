import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { runtimeResources, runtimeVersions } from '../../../tools/build/resources'
import { untrustedZone } from '../../../tools/build/untrusted'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Where the built page lies. */
export const PAGE = `${ROOT}.cache/runtimes-page`

/** Builds a page, that of ./page when absent, with the product's policy, frame and runtime files. */
export async function buildPage(
  root: string = fileURLToPath(new URL('page/', import.meta.url)),
  outDir: string = PAGE,
): Promise<void> {
  await build({
    configFile: false,
    root,
    base: './',
    publicDir: `${ROOT}public`,
    logLevel: 'error',
    define: { __RUNTIME_VERSIONS__: JSON.stringify(runtimeVersions()) },
    plugins: [untrustedZone(), runtimeResources()],
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  })
}
