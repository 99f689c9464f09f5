import { frame } from 'virtual:runner-frame'
import { connectDebugger, connectEngine } from '../workers/engine/connect'
import { examples } from './examples'
import type { PageOfflineOptions } from './pageOffline'
import { refusalHere, showRefusal } from './refusal'
import { createRunnerHost, openResources, type Resources, readListing } from './runner'
import { openArchive } from './storage'
import {
  type InstallPrompt,
  type KnownDownload,
  mountPage,
  type PageOffline,
  type RuntimeStatus,
  type Settings,
} from './ui'

/** Puts the page together: what this browser keeps, the engine workers, the runner frames. */
async function start(root: HTMLElement): Promise<void> {
  const tab = crypto.randomUUID()
  const base = new URL('./', location.href).href
  const listing = readListing(document)
  const settings = { base, listing, tab, allowLocal: isLocalPage(location.hostname) }
  const resources = openResources(base, listing)
  const installPrompt = catchInstallPrompt()
  mountPage(root, {
    engine: connectEngine(settings, createRunnerHost(frame)),
    debug: connectDebugger(settings),
    archive: await openArchive(tab),
    examples,
    runtimes: () => runtimeStatus(resources),
    download: id => knownDownload(id, resources),
    offline: openOffline({ base, listing, resources, titles: TITLES, installPrompt }),
    settings: openSettings(),
    persisted: askToPersist,
    now: () => performance.timeOrigin + performance.now(),
    newId: () => crypto.randomUUID(),
  })
}

/** What keeps the page for use without a network, opened once; if that fails, the next call tries again. */
function openOffline(options: PageOfflineOptions): () => Promise<PageOffline> {
  let opened: Promise<PageOffline> | undefined
  return () => {
    opened ??= import('./pageOffline').then(({ openPageOffline }) => openPageOffline(options))
    opened.catch(() => {
      opened = undefined
    })
    return opened
  }
}

/** Keeps the browser's offer to install the page as an app until a person asks for it: it never pops up by itself. */
function catchInstallPrompt(): () => InstallPrompt | undefined {
  let caught: InstallPrompt | undefined
  window.addEventListener('beforeinstallprompt', event => {
    event.preventDefault()
    caught = event as Event & InstallPrompt
  })
  return () => caught
}

/** A page served from this computer, for work on it, may call this computer. */
const isLocalPage = (host: string): boolean => host === 'localhost' || host === '127.0.0.1'

async function runtimeStatus(resources: Resources): Promise<readonly RuntimeStatus[]> {
  const isHere = async (id: string): Promise<boolean> =>
    (await knownDownload(id, resources).catch(() => undefined))?.here ?? false
  return [
    { id: 'python', title: TITLES.pyodide, here: await isHere('pyodide') },
    { id: 'duckdb', title: TITLES.duckdb, here: await isHere('duckdb') },
  ]
}

/** Names of the runtimes, as people read them. */
const TITLES = { pyodide: 'Python 3.14', duckdb: 'DuckDB 1.4', sqlite: 'SQLite' } as const

/** What the site's own manifest says of a download; the largest of its files tells whether it is here. */
async function knownDownload(id: string, resources: Resources): Promise<KnownDownload | undefined> {
  const manifest = await resources.manifest()
  const paths = Object.keys(manifest).filter(filesOf(id))
  const size = (path: string): number => manifest[path]?.bytes ?? 0
  const [largest] = paths.sort((one, other) => size(other) - size(one))
  if (largest === undefined) return /^(?:package|extension):/.test(id) ? lookUp(id, resources) : undefined
  const bytes = paths.reduce((sum, path) => sum + size(path), 0)
  return { title: titleOf(id, largest), bytes, here: await resources.isHere(largest) }
}

/** Of what its publisher brings, it is known only whether it is here from an earlier run. */
async function lookUp(id: string, resources: Resources): Promise<KnownDownload> {
  const { openLookup } = await import('./pageOffline')
  return { here: await openLookup(resources)(id) }
}

/** Which files of the site make up a download. */
function filesOf(id: string): (path: string) => boolean {
  const name = /^package:(.+)$/.exec(id)?.[1]
  if (name) return path => path.startsWith(`wheels/${name.replaceAll('-', '_')}-`)
  const extension = /^extension:(.+)$/.exec(id)?.[1]
  if (extension) return path => path.endsWith(`/${extension}.duckdb_extension.wasm`)
  return path => path.startsWith(`${id}/`) && /\.(wasm|zip|m?js)$/.test(path)
}

function titleOf(id: string, path: string): string {
  const wheel = /^wheels\/([^-]+)-([^-]+)-/.exec(path)
  if (wheel) return `${wheel[1]} ${wheel[2]}`
  return TITLES[id as keyof typeof TITLES] ?? id.replace('extension:', 'DuckDB ')
}

/** What a person chose on this page; where the browser keeps nothing, it holds until the tab is closed. */
function openSettings(): Settings {
  const memory = new Map<string, string>()
  const keyOf = (name: string): string => `flowyard ${name}`
  return {
    read: name => {
      try {
        return localStorage.getItem(keyOf(name)) ?? undefined
      } catch {
        return memory.get(name)
      }
    },
    write: (name, value) => {
      memory.set(name, value)
      try {
        localStorage.setItem(keyOf(name), value)
      } catch {
        // A browser that keeps nothing: the value in memory is what there is.
      }
    },
  }
}

async function askToPersist(ask: boolean): Promise<boolean> {
  if (ask && (await navigator.storage?.persist?.())) return true
  return (await navigator.storage?.persisted?.()) ?? false
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id root')
const refused = refusalHere()
if (refused !== undefined) showRefusal(root, refused)
else
  start(root).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    showRefusal(
      root,
      `Flowyard could not start: ${reason}. It needs a browser that lets pages keep data (IndexedDB) and run workers; private windows of some do not.`,
    )
  })
