import { PACKAGES } from '../workers/engine/sources'
import { type Keeper, openOffline, startKeeper } from './offline'
import type { Resources } from './runner'
import { keptFiles, openPackages } from './runtimes'
import type { InstallPrompt, PageOffline } from './ui'

export type PageOfflineOptions = {
  readonly base: string
  readonly listing: string | undefined
  readonly resources: Resources
  readonly titles: { readonly pyodide: string; readonly duckdb: string }
  readonly installPrompt: () => InstallPrompt | undefined
}

/** What keeps the page for use without a network; loaded once the page stands. */
export async function openPageOffline(options: PageOfflineOptions): Promise<PageOffline> {
  const { base, resources, installPrompt } = options
  const keeper = await keeperOf(base)
  const offline = openOffline({ ...options, keeper, storage: navigator.storage })
  return {
    ...offline,
    has: openLookup(resources),
    onUpdate: listener => keeper?.onUpdate(listener),
    takeUpdate: () => keeper?.takeUpdate(),
    installPrompt,
  }
}

/** None where the browser has none, denies it, or shows this page inside another one. */
async function keeperOf(base: string): Promise<Keeper | undefined> {
  if (window.parent !== window || !isSecureContext) return undefined
  try {
    const { serviceWorker: container } = navigator
    const effects = { container, page: document, reload: () => location.reload(), now: Date.now }
    return await startKeeper(`${base}serviceWorker.js`, effects)
  } catch {
    return undefined
  }
}

/** Whether a package or an extension is here that runs fetched from its publisher: `package:pandas`, `extension:json`. */
export function openLookup(resources: Resources): (id: string) => Promise<boolean> {
  const packages = openPackages(resources, __RUNTIME_VERSIONS__.pyodide, PACKAGES)
  return async id => {
    const [kind, name = ''] = id.split(':')
    if (kind === 'package') return packages.isHere(name)
    if (kind !== 'extension') return false
    return (await keptFiles()).some(({ url }) => url.endsWith(`/${name}.duckdb_extension.wasm`))
  }
}
