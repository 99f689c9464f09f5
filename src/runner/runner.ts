import type { RunnerHandle } from './host'
import {
  ForeignMessage,
  type FrameCommand,
  type LifelineAnswer,
  type LifelineWord,
  readFrameAnswer,
  type WorkerKind,
} from './protocol'

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
  /**
   * Looks every second, until `stop`, whether frame and workers are there; workers that are not are lost. `first`: the
   * first look has been answered.
   */
  readonly watch: () => Watch
  /** Answers when the frame is gone. */
  readonly ended: Promise<void>
  readonly close: () => void
}

export type Watch = { readonly first: Promise<void>; readonly stop: () => void }

type Command = FrameCommand extends infer C ? (C extends FrameCommand ? Omit<C, 'nonce' | 'id'> : never) : never

/**
 * Speaks with a frame over its port. Messages that are not ours are passed over.
 */
export function connectRunner({ port, nonce, lifeline }: RunnerHandle, times: RunnerTimes = TIMES): Runner {
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const losses = new Map<string, (error: Error) => void>()
  const handed = new Map<string, Promise<void>>()
  let last = 0
  let tellEnd: () => void = () => undefined
  const ended = new Promise<void>(resolve => {
    tellEnd = resolve
  })
  let gone = false
  let watchers = 0
  let unanswered = 0
  let timer: ReturnType<typeof setInterval> | undefined

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

  const loseAll = (reason: string): void => {
    gone = true
    tellEnd()
    clearInterval(timer)
    for (const lose of losses.values()) lose(new Error(reason))
    for (const { reject } of waiting.values()) reject(frameGone())
    losses.clear()
    waiting.clear()
  }
  const ask = (word: LifelineWord): void => lifeline.postMessage(word)
  lifeline.onmessage = ({ data }: MessageEvent<LifelineAnswer>) => {
    if (data === 'gone') return loseAll('its frame was removed')
    if (++unanswered <= MOST_UNANSWERED || gone) return
    ask('silent')
    loseAll('its frame did not answer')
  }

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
    await send({ type: 'spawn', worker, workerId, ...needs, port: channel.port2 }, [channel.port2])
    // A worker that ends before its first word has no pulse yet.
    const silence = setTimeout(() => losses.get(workerId)?.(new Error('it did not start')), times.firstWord)
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

  /** A page that stands still, in a debugger say, may hold its frames up: only where it answers does silence count. */
  const look = async (): Promise<void> => {
    ask('there?')
    await send({ type: 'look' }, [])
    unanswered = 0
  }

  const watch = (): Watch => {
    if (++watchers === 1 && !gone) timer = setInterval(() => void look().catch(() => undefined), times.betweenLooks)
    const stop = (): void => {
      if (--watchers === 0) clearInterval(timer)
    }
    return { first: look(), stop }
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
    watch,
    ended,
    close: () => port.close(),
  }
}

const frameGone = (): Error => new Error('The frame that the code runs in was removed. Run the flow again.')

/** Looks that the page answers and the frame does not, before the frame is given up. */
const MOST_UNANSWERED = 10

/** Milliseconds: in which the first word of a worker must come, which is the first thing that it does; between looks. */
export type RunnerTimes = { readonly firstWord: number; readonly betweenLooks: number }

const TIMES: RunnerTimes = { firstWord: 15_000, betweenLooks: 1_000 }
