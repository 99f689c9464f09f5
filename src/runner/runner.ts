import type { RunnerHandle } from './host'
import { ForeignMessage, type FrameCommand, readFrameAnswer, type WorkerKind } from './protocol'

/** What a worker of the frame starts from, by the names under which bytes were handed over. */
export type WorkerNeeds = {
  readonly scripts: readonly string[]
  readonly bytes: readonly string[]
  readonly modules: readonly string[]
}

/** A worker in the frame: the port to it, and its end. */
export type RunnerWorker = {
  readonly port: MessagePort
  /** Hands it more of what the frame holds. */
  readonly give: (needs: Pick<WorkerNeeds, 'bytes' | 'modules'>) => Promise<void>
  /** Rejects when the worker ends by itself. */
  readonly lost: Promise<never>
  readonly kill: () => void
}

/** The engine's side of a runner frame. */
export type Runner = {
  readonly nonce: string
  /** Hands bytes over once a name; buffers are moved, not copied. */
  readonly put: (name: string, load: () => Promise<ArrayBuffer | Blob>) => Promise<void>
  /** Hands WebAssembly over once a name, to be compiled inside the frame and shared with its workers. */
  readonly compile: (name: string, load: () => Promise<ArrayBuffer>) => Promise<void>
  readonly spawn: (worker: WorkerKind, needs: WorkerNeeds) => Promise<RunnerWorker>
  readonly close: () => void
}

type Command = FrameCommand extends infer C ? (C extends FrameCommand ? Omit<C, 'nonce' | 'id'> : never) : never

/**
 * Speaks with a frame over its port. Messages that are not ours are passed over. A port whose other end is gone says so
 * (`close`, where the browser has it): that is how a worker or a frame that ended in silence is noticed.
 * @param patience milliseconds in which a worker must say its first word
 */
export function connectRunner({ port, nonce, lifeline }: RunnerHandle, patience = PATIENCE): Runner {
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const losses = new Map<string, (error: Error) => void>()
  const handed = new Map<string, Promise<void>>()
  let last = 0
  let gone = false

  port.onmessage = ({ data }) => {
    try {
      const answer = readFrameAnswer(data, nonce)
      if (answer.type === 'worker-lost') {
        losses.get(answer.workerId)?.(new Error(answer.message))
        return
      }
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.type === 'done') asked?.resolve()
      else asked?.reject(new Error(answer.message))
    } catch (error) {
      if (!(error instanceof ForeignMessage)) throw error
    }
  }

  const loseAll = (): void => {
    gone = true
    for (const lose of losses.values()) lose(new Error('its frame was removed'))
    for (const { reject } of waiting.values()) reject(frameGone())
    losses.clear()
    waiting.clear()
  }
  lifeline.onmessage = loseAll
  port.addEventListener('close', loseAll)

  const send = (command: Command, transfer: Transferable[]): Promise<void> => {
    if (gone) return Promise.reject(frameGone())
    const id = ++last
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      port.postMessage({ nonce, id, ...command }, transfer)
    })
  }

  const handOver = (name: string, hand: () => Promise<void>): Promise<void> => {
    const known = handed.get(name)
    if (known) return known
    const done = hand()
    handed.set(name, done)
    done.catch(() => handed.delete(name))
    return done
  }

  const spawn = async (worker: WorkerKind, needs: WorkerNeeds): Promise<RunnerWorker> => {
    const channel = new MessageChannel()
    const workerId = `${worker}-${++last}`
    const lost = new Promise<never>((_, reject) => losses.set(workerId, reject))
    lost.catch(() => undefined)
    channel.port1.addEventListener('close', () => losses.get(workerId)?.(new Error('it ended without a word')))
    await send({ type: 'spawn', worker, workerId, ...needs, port: channel.port2 }, [channel.port2])
    // A worker that ends before it took its port closes nothing; one that lives says so at once.
    const silence = setTimeout(() => losses.get(workerId)?.(new Error('it did not start')), patience)
    channel.port1.addEventListener('message', () => clearTimeout(silence), { once: true })
    const kill = (): void => {
      clearTimeout(silence)
      losses.delete(workerId)
      channel.port1.close()
      send({ type: 'kill', workerId }, []).catch(() => undefined)
    }
    const give: RunnerWorker['give'] = needs => send({ type: 'give', workerId, ...needs }, [])
    return { port: channel.port1, give, lost, kill }
  }

  return {
    nonce,
    put: (name, load) =>
      handOver(name, async () => {
        const bytes = await load()
        await send({ type: 'put', name, bytes }, bytes instanceof Blob ? [] : [bytes])
      }),
    compile: (name, load) =>
      handOver(name, async () => {
        const bytes = await load()
        await send({ type: 'compile', name, bytes }, [bytes])
      }),
    spawn,
    close: () => port.close(),
  }
}

const frameGone = (): Error => new Error('The frame that the code runs in was removed. Run the flow again.')

/** Milliseconds in which the first word of a worker must come; it is the first thing that it does. */
const PATIENCE = 15_000
