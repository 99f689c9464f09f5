import type { LifelineAnswer, LifelineWord } from './protocol'

/**
 * A runner frame as the engine gets it: the port to it, the nonce that its messages carry, and a lifeline, a port on
 * which the page says when the frame is gone, and is told when it no longer answers; both ports are to be transferred.
 */
export type RunnerHandle = { readonly port: MessagePort; readonly nonce: string; readonly lifeline: MessagePort }

/** The page's side: makes frames and removes them. */
export type RunnerHost = {
  /** Hands out a fresh frame for a run and prepares the next one. */
  readonly request: (owner: string) => Promise<RunnerHandle>
  /** Removes the frames of a run, with every worker in them. */
  readonly release: (owner: string) => void
  /** Removes all frames; the next request makes a new one. */
  readonly dispose: () => void
}

/** What the page knows of the frame's script: its text and the hash that the content policy names. */
export type FrameScript = { readonly source: string; readonly hash: string }

type Frame = { readonly handle: Promise<RunnerHandle>; readonly remove: () => void }

/**
 * Makes runner frames in `parent`: sandboxed to an opaque origin, with a content policy that lets it load nothing.
 * One frame a run, never used again. A frame that navigates itself fires a second `load` and is removed.
 */
export function createRunnerHost(script: FrameScript, parent: HTMLElement = document.body): RunnerHost {
  const owned = new Map<string, Frame[]>()
  let prepared: Frame | undefined

  /** Frames may share a process, and end with it. */
  const forgetPrepared = (): void => {
    prepared?.remove()
    prepared = undefined
  }
  const request = async (owner: string): Promise<RunnerHandle> => {
    const frame = prepared ?? makeFrame(script, parent, forgetPrepared)
    prepared = undefined
    owned.set(owner, [...(owned.get(owner) ?? []), frame])
    return frame.handle
  }
  const release = (owner: string): void => {
    for (const frame of owned.get(owner) ?? []) frame.remove()
    owned.delete(owner)
    prepared ??= makeFrame(script, parent, forgetPrepared)
  }
  const dispose = (): void => {
    for (const frames of owned.values()) for (const frame of frames) frame.remove()
    owned.clear()
    forgetPrepared()
  }
  return { request, release, dispose }
}

function makeFrame(script: FrameScript, parent: HTMLElement, onSilent: () => void): Frame {
  const nonce = crypto.randomUUID()
  const element = document.createElement('iframe')
  element.name = nonce
  element.title = 'Runner'
  element.hidden = true
  element.setAttribute('sandbox', 'allow-scripts')
  element.setAttribute('aria-hidden', 'true')
  element.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy(script.hash)}"><script>${script.source}</script>`
  const lifeline = new MessageChannel()
  const say = (answer: LifelineAnswer): void => lifeline.port1.postMessage(answer)
  const remove = (): void => {
    element.remove()
    say('gone')
  }
  lifeline.port1.onmessage = ({ data }: MessageEvent<LifelineWord>) => {
    if (data === 'there?') return say('here')
    remove()
    onSilent()
  }
  const handle = connect(element, nonce).then(port => ({ port, nonce, lifeline: lifeline.port2 }))
  parent.append(element)
  onSecondLoad(element, remove)
  return { handle, remove }
}

/**
 * The frame's own policy, on top of the page's which it inherits: no network at all, workers from blobs only. What it
 * may fetch are blobs of its own origin: see `pulse.ts`.
 */
const policy = (hash: string): string =>
  `default-src 'none'; script-src '${hash}' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src blob:`

function connect(element: HTMLIFrameElement, nonce: string): Promise<MessagePort> {
  return new Promise(resolve => {
    const onMessage = (event: MessageEvent): void => {
      if (event.source !== element.contentWindow || !isReady(event.data, nonce)) return
      window.removeEventListener('message', onMessage)
      const channel = new MessageChannel()
      element.contentWindow?.postMessage(nonce, '*', [channel.port2])
      resolve(channel.port1)
    }
    window.addEventListener('message', onMessage)
  })
}

const isReady = (data: unknown, nonce: string): boolean =>
  typeof data === 'object' && data !== null && 'nonce' in data && data.nonce === nonce

/** A frame loads once; when it loads again it has navigated itself. */
function onSecondLoad(element: HTMLIFrameElement, act: () => void): void {
  let loads = 0
  element.addEventListener('load', () => {
    loads++
    if (loads > 1) act()
  })
}
