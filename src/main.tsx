import { frame } from 'virtual:runner-frame'
import { connectDebugger, connectEngine } from '../workers/engine/connect'
import { examples } from './examples'
import { createRunnerHost, openResources, type Resources } from './runner'
import { openArchive } from './storage'
import { mountPage, type RuntimeStatus, type Settings } from './ui'

/** Puts the page together: what this browser keeps, the engine workers, the runner frames. */
async function start(root: HTMLElement): Promise<void> {
  const tab = crypto.randomUUID()
  const base = new URL('./', location.href).href
  const settings = { base, tab, allowLocal: isLocalPage(location.hostname) }
  const resources = openResources(base)
  mountPage(root, {
    engine: connectEngine(settings, createRunnerHost(frame)),
    debug: connectDebugger(settings),
    archive: await openArchive(tab),
    examples,
    runtimes: () => runtimeStatus(resources),
    settings: openSettings(),
    persisted: askToPersist,
    now: () => performance.timeOrigin + performance.now(),
    newId: () => crypto.randomUUID(),
  })
}

/** A page served from this computer, for work on it, may call this computer. */
const isLocalPage = (host: string): boolean => host === 'localhost' || host === '127.0.0.1'

async function runtimeStatus(resources: Resources): Promise<readonly RuntimeStatus[]> {
  const { pyodide, duckdb } = __RUNTIME_VERSIONS__
  const isHere = (path: string): Promise<boolean> => resources.isHere(path).catch(() => false)
  return [
    { id: 'python', title: 'Python 3.14', here: await isHere(`pyodide/${pyodide}/pyodide.asm.wasm`) },
    { id: 'duckdb', title: 'DuckDB 1.4', here: await isHere(`duckdb/${duckdb}/duckdb-eh.wasm`) },
  ]
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
void start(root)
