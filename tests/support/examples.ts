import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../src/examples/', import.meta.url))

/** An example as its file has it; `flowId` is the flow's own. */
export type ExampleFile = { readonly title: string; readonly flowId: string }

/** The flows of the documentation have no comment with their title. */
const TITLES: Readonly<Record<string, string>> = {
  'getting_started_process.yaml': 'From an API to a Polars CSV to a stored DuckDB result',
  'getting_started.yaml': 'The same flow with a container image',
  'getting_started_output.yaml': 'Pass an API response to Python',
}

/** All examples from their files, where no bundler brings them. */
export const exampleFiles: readonly ExampleFile[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.yaml'))
  .sort()
  .map(path => {
    const source = readFileSync(FOLDER + path, 'utf8')
    const [, title = TITLES[path] ?? ''] = /^# (.+)\n/.exec(source) ?? []
    const [, flowId = ''] = /^id: (.+)$/m.exec(source) ?? []
    return { title, flowId }
  })
