import { readdirSync } from 'node:fs'
import type { Page } from 'playwright'
import type { EmbedEngine } from '../../src/embed'
import type { Environment, EventBatch, StartAnswer, StartRequest } from '../../src/engine'
import { ROOT } from '../root'

/** What the engine is asked to run, as plain data; texts under `blobs` become files in the page. */
export type RunRequest = {
  readonly request: StartRequest
  readonly blobs: {
    readonly inputs: Readonly<Record<string, string>>
    readonly files: readonly { readonly namespace: string; readonly path: string; readonly text: string }[]
  }
}

/**
 * Opens the engine of the built site in a page, as an embed opens it; what its runs tell goes to `tellRun` of the
 * window, where there is one.
 */
export async function openSiteEngine(page: Page, url: string, environment: Environment): Promise<void> {
  await page.goto(`${url}embed/index.html`)
  const module = `${url}assets/${engineFile()}`
  await page.evaluate(openEngine, { module, base: url, environment: JSON.stringify(environment) })
}

/** The chunk of the built site that opens an engine without a screen. */
function engineFile(): string {
  const file = readdirSync(`${ROOT}dist/assets`).find(name => /^embeddedEngine-[\w-]+\.js$/.test(name))
  if (!file) throw new Error('dist/assets has no embeddedEngine; run npm run build')
  return file
}

type EngineModule = { readonly openEmbedEngine: (base: string, environment: Environment) => EmbedEngine }

/** `environment` is JSON: its type has no end. */
type Given = { readonly module: string; readonly base: string; readonly environment: string }

// What follows runs in the page, each function by itself: its text is sent there.

async function openEngine({ module, base, environment }: Given): Promise<void> {
  const { openEmbedEngine } = (await import(module)) as EngineModule
  window.siteEngine = openEmbedEngine(base, JSON.parse(environment) as Environment)
  /** What is told goes through JSON-like hands, which know no Map. */
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
    const entries = value instanceof Map ? [...value] : Object.entries(value)
    return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]))
  }
  window.siteEngine.subscribe(events => window.tellRun?.(plain(events) as EventBatch))
}

export function closeEngine(): void {
  window.siteEngine?.close()
}

export async function startRun({ request, blobs }: RunRequest): Promise<StartAnswer> {
  const blob = (text: string): Blob => new Blob([text])
  const files = blobs.files.map(({ namespace, path, text }) => ({ namespace, path, content: blob(text) }))
  const inputs = Object.entries(blobs.inputs).map(([name, text]) => [name, blob(text)] as const)
  const start: StartRequest = { ...request, inputs: { ...request.inputs, ...Object.fromEntries(inputs) }, files }
  if (!window.siteEngine) throw new Error('openEngine comes first')
  return window.siteEngine.start(start)
}

export async function killRun(executionId: string): Promise<void> {
  await window.siteEngine?.kill(executionId)
}

/** A stored file in base64; undefined where it was deleted. */
export async function readFile(uri: string): Promise<string | undefined> {
  const content = await window.siteEngine?.file(uri).catch(() => undefined)
  if (!content) return undefined
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(content)
  })
}

declare global {
  interface Window {
    siteEngine?: EmbedEngine
    tellRun?: (events: EventBatch) => void
  }
}
