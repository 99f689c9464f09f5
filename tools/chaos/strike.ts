import type { BrowserContext, Page } from '@playwright/test'

/** What is ended. */
export type Victim = 'python' | 'duckdb' | 'frame' | 'engine'

export const VICTIMS: readonly Victim[] = ['python', 'duckdb', 'frame', 'engine']

type Chaos = { victim?: Victim; at?: number; heard: number; struck: boolean }

/** A function as a script of the page; what compiles it here may call a helper that names functions. */
export const inPage = (script: () => void): string => `{const __name = named => named;(${script})()}`

/** Prepares every document of a context: page and frames know their workers and can end them. */
export async function prepareChaos(context: BrowserContext): Promise<void> {
  await context.addInitScript(inPage(arm))
}

/** From the next message on: ends a victim at the message of that number; without one, only counts. */
export async function aim(page: Page, victim?: Victim, at?: number): Promise<void> {
  await page.evaluate(
    ([who, when]) => {
      const scope = globalThis as unknown as { chaos: Chaos }
      scope.chaos = { heard: 0, struck: false, ...(who === null || when === null ? {} : { victim: who, at: when }) }
      new BroadcastChannel('chaos').postMessage('reset')
    },
    [victim ?? null, at ?? null] as const,
  )
}

/** Messages since the last aim, and whether there was a victim to end. */
export const heard = (page: Page): Promise<{ readonly heard: number; readonly struck: boolean }> =>
  page.evaluate(() => {
    const { heard, struck } = (globalThis as unknown as { chaos: Chaos }).chaos
    return { heard, struck }
  })

/** Runs in every document, before its own scripts. */
function arm(): void {
  type Made = { readonly worker: Worker; readonly name: string; kind?: string }
  const workers: Made[] = []
  globalThis.Worker = new Proxy(Worker, {
    construct: (Native, [url, options]: [string | URL, WorkerOptions | undefined]) => {
      const worker = new Native(url, options)
      workers.push({ worker, name: options?.name ?? '' })
      return worker
    },
  })
  const post = Worker.prototype.postMessage
  Worker.prototype.postMessage = function (this: Worker, ...parts: readonly unknown[]): void {
    const scripts = JSON.stringify((parts[0] as { scripts?: unknown } | undefined)?.scripts ?? '')
    const own = workers.find(({ worker }) => worker === this)
    if (own && scripts.includes('pyodide')) own.kind = 'python'
    if (own && scripts.includes('duckdb')) own.kind = 'duckdb'
    Reflect.apply(post, this, parts)
  }
  const end = (found: (made: Made) => boolean): boolean => {
    const ended = workers.filter(found)
    for (const { worker } of ended) worker.terminate()
    return ended.length > 0
  }
  if (window.parent !== window) {
    window.addEventListener('message', ({ data }) => {
      if (data?.chaos === 'frame') location.href = 'about:blank'
      else if (data?.chaos && end(({ kind }) => kind === data.chaos)) parent.postMessage({ struck: true }, '*')
    })
    return
  }
  const scope = globalThis as unknown as { chaos: Chaos }
  scope.chaos = { heard: 0, struck: false }
  window.addEventListener('message', ({ data }) => {
    if (data?.struck === true) scope.chaos.struck = true
  })
  new BroadcastChannel('chaos').onmessage = ({ data }) => {
    if (typeof data !== 'number') return
    const { chaos } = scope
    chaos.heard = data
    if (data !== chaos.at) return
    const frame = document.querySelector('iframe')
    if (chaos.victim === 'engine') chaos.struck = end(({ name }) => name === 'engine')
    else frame?.contentWindow?.postMessage({ chaos: chaos.victim }, '*')
    if (chaos.victim === 'frame') chaos.struck = frame !== null
  }
}
