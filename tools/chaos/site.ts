import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ROOT } from '../root'
import { inPage } from './strike'

/** A copy of the built site whose engine worker tells every message of the runner protocol. Answers its folder. */
export function tellingSite(): string {
  const folder = `${ROOT}.cache/chaos`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(`${ROOT}dist`, folder, { recursive: true })
  const worker = readdirSync(`${folder}/assets`).find(file => /^engine\.worker-[\w-]+\.js$/.test(file))
  if (!worker) throw new Error('dist/assets has no engine worker; run npm run build')
  const file = `${folder}/assets/${worker}`
  writeFileSync(file, `${inPage(tell)};${readFileSync(file, 'utf8')}`)
  return folder
}

/**
 * Runs in the engine worker: says each message to and from a runner frame or one of its workers on the channel
 * `chaos`, with its number since the last reset.
 */
function tell(): void {
  const channel = new BroadcastChannel('chaos')
  let count = 0
  channel.onmessage = ({ data }) => {
    if (data === 'reset') count = 0
  }
  const seen = (data: unknown): void => {
    const ours = typeof data === 'object' && data !== null && ('nonce' in data || 'messageId' in data)
    if (ours) channel.postMessage(++count)
  }
  const { prototype } = MessagePort
  const post = prototype.postMessage
  prototype.postMessage = function (this: MessagePort, ...parts: readonly unknown[]): void {
    Reflect.apply(post, this, parts)
    seen(parts[0])
  }
  const { set } = Object.getOwnPropertyDescriptor(prototype, 'onmessage') ?? {}
  Object.defineProperty(prototype, 'onmessage', {
    configurable: true,
    set(this: MessagePort, handler: ((event: MessageEvent) => unknown) | null) {
      const heard = (event: MessageEvent): unknown => {
        seen(event.data)
        return handler?.call(this, event)
      }
      set?.call(this, handler && heard)
    },
  })
}
