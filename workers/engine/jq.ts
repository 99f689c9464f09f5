import type { JqEngine } from '../../src/expression'
import type { Resources } from '../../src/runner'

/** Makes a loader of jq: its megabyte comes when an expression first needs it. */
export function openJq(resources: Resources): () => Promise<JqEngine> {
  let loaded: Promise<JqEngine> | undefined
  return () => {
    loaded ??= load(resources).catch(error => {
      loaded = undefined
      throw error
    })
    return loaded
  }
}

async function load(resources: Resources): Promise<JqEngine> {
  const path = `jq/${__RUNTIME_VERSIONS__.jq}/jq.wasm`
  const [{ default: open }, wasmBinary] = await Promise.all([
    import('jq-web/jq.js'),
    resources.load(path, new AbortController().signal),
  ])
  const jq = await open({ wasmBinary })
  return {
    run: (program, json) => {
      const printed = jq.raw(json, program, ['-c'])
      return printed === undefined || printed === '' ? [] : printed.split('\n')
    },
  }
}
