import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Puts beside the embed what other pages load of it: the web component as one script, and the types of its messages. */
export function embedFiles(): Plugin {
  return {
    name: 'flowyard-embed-files',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'flow-yard.js', source: await component() })
      this.emitFile({
        type: 'asset',
        fileName: 'flowyard.d.ts',
        source: readFileSync(`${ROOT}src/embed/protocol.ts`, 'utf8'),
      })
    },
  }
}

async function component(): Promise<string> {
  const result = (await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: `${ROOT}src/flowYard.ts`, output: { format: 'iife', codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  return result.output[0].code
}
