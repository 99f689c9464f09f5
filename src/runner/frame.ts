import type { FrameAnswer, FrameCommand, WorkerGift, WorkerPulse, WorkerStart } from './protocol'
import { isGone } from './pulse'

/**
 * The whole script of the runner frame, an opaque origin without storage or network. It holds the bytes it was
 * handed, compiles WebAssembly once and shares it with the workers it starts; it knows nothing of flows.
 * The name of the window is the nonce that every message carries.
 */
const nonce = window.name
const held = new Map<string, ArrayBuffer | Blob>()
const modules = new Map<string, WebAssembly.Module>()
const addresses = new Map<string, string>()
const workers = new Map<string, Worker>()
const pulses = new Map<string, string>()

window.addEventListener(
  'message',
  event => {
    const port = event.ports[0]
    if (event.source !== window.parent || event.data !== nonce || !port) return
    serve(port)
  },
  { once: true },
)
window.parent.postMessage({ nonce, type: 'ready' }, '*')

function serve(port: MessagePort): void {
  const answer = (message: FrameAnswer) => port.postMessage(message)
  port.onmessage = async ({ data }: MessageEvent<FrameCommand>) => {
    if (data.nonce !== nonce) return
    try {
      await carryOut(data, answer)
      answer({ nonce, type: 'done', id: data.id })
    } catch (error) {
      answer({ nonce, type: 'refused', id: data.id, message: String(error) })
    }
  }
}

async function carryOut(command: FrameCommand, answer: (message: FrameAnswer) => void): Promise<void> {
  switch (command.type) {
    case 'put':
      held.set(command.name, command.bytes)
      return
    case 'compile':
      modules.set(command.name, await WebAssembly.compile(command.bytes))
      return
    case 'spawn':
      spawn(command, answer)
      return
    case 'give':
      give(command)
      return
    case 'kill':
      workers.get(command.workerId)?.terminate()
      forget(command.workerId)
      return
    case 'look':
      await look(answer)
      return
    default:
      command satisfies never
  }
}

function spawn(command: Extract<FrameCommand, { type: 'spawn' }>, answer: (message: FrameAnswer) => void): void {
  const worker = new Worker(addressOf(`${command.worker}.worker.js`))
  worker.onerror = event => {
    event.preventDefault()
    answer({ nonce, type: 'worker-lost', workerId: command.workerId, message: event.message })
  }
  worker.onmessage = ({ data }: MessageEvent<WorkerPulse>) => {
    worker.onmessage = null
    if (data.nonce === nonce && workers.has(command.workerId)) pulses.set(command.workerId, data.pulse)
  }
  workers.set(command.workerId, worker)
  const start: WorkerStart = {
    nonce,
    port: command.port,
    scripts: pick(command.scripts, addressOf),
    bytes: pick(command.bytes, name => need(held, name)),
    modules: pick(command.modules, name => need(modules, name)),
  }
  worker.postMessage(start, [command.port])
}

/** Tells every worker that ended without a word as lost. */
async function look(answer: (message: FrameAnswer) => void): Promise<void> {
  await Promise.all(
    [...pulses].map(async ([workerId, pulse]) => {
      if (!(await isGone(pulse)) || !workers.has(workerId)) return
      forget(workerId)
      answer({ nonce, type: 'worker-lost', workerId, message: 'it ended without a word' })
    }),
  )
}

function forget(workerId: string): void {
  workers.delete(workerId)
  pulses.delete(workerId)
}

function give({ workerId, bytes, modules: wanted }: Extract<FrameCommand, { type: 'give' }>): void {
  const gift: WorkerGift = {
    nonce,
    bytes: pick(bytes, name => need(held, name)),
    modules: pick(wanted, name => need(modules, name)),
  }
  workers.get(workerId)?.postMessage(gift)
}

/** A blob address of a held script, made once; blob addresses made in the frame work in its workers. */
function addressOf(name: string): string {
  const known = addresses.get(name)
  if (known) return known
  const address = URL.createObjectURL(new Blob([need(held, name)], { type: 'text/javascript' }))
  addresses.set(name, address)
  return address
}

function need<T>(from: ReadonlyMap<string, T>, name: string): T {
  const value = from.get(name)
  if (value === undefined) throw new Error(`${name} was not handed over`)
  return value
}

const pick = <T>(names: readonly string[], read: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map(name => [name, read(name)]))
