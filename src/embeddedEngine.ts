import { frame } from 'virtual:runner-frame'
import { connectEngine } from '../workers/engine/connect'
import type { EmbedEngine } from './embed'
import type { Environment } from './engine'
import { createRunnerHost, readListing } from './runner'

/**
 * The engine of an embed: the same workers and frames as the page's, which `close` takes away again.
 * @param environment what Kestra's configuration would give to expressions; nothing in an embed
 */
export function openEmbedEngine(base: string, environment?: Environment): EmbedEngine {
  const host = createRunnerHost(frame)
  const local = location.hostname === 'localhost' || location.hostname === '127.0.0.1'
  const engine = connectEngine(
    {
      base,
      listing: readListing(document),
      tab: crypto.randomUUID(),
      allowLocal: local,
      ...(environment ? { environment } : {}),
    },
    host,
  )
  return {
    start: engine.start,
    kill: engine.kill,
    answer: engine.answer,
    resume: engine.resume,
    subscribe: engine.subscribe,
    file: engine.file,
    close: () => {
      engine.close()
      host.dispose()
    },
  }
}
