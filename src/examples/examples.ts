import gettingStarted from './getting_started.yaml?raw'
import gettingStartedOutput from './getting_started_output.yaml?raw'
import gettingStartedProcess from './getting_started_process.yaml?raw'

/** A flow that comes with the page. `id` stays the same over releases: a workspace remembers what it was opened from. */
export type Example = {
  readonly id: string
  readonly title: string
  /** What a person sees in it, in a sentence. */
  readonly shows: string
  readonly topic: string
  readonly source: string
}

/** Folders of `flows`, in the order of the list. */
const TOPICS: Readonly<Record<string, string>> = {
  outputs: 'Outputs',
  expressions: 'Inputs and expressions',
  files: 'Files',
  control: 'Flow control',
  errors: 'Errors and retries',
  python: 'Python',
  sql: 'SQL',
  state: 'Labels and kept values',
}

const texts: Readonly<Record<string, string>> = import.meta.glob('./flows/*/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** A flow of a topic's folder; the comment on its first line is its title, the one on the second what it shows. */
function readExample([path, text]: readonly [string, string]): Example {
  const [, folder = '', id = ''] = /(\w+)\/(\w+)\.yaml$/.exec(path) ?? []
  const [, title = '', shows = '', source = text] = /^# (.+)\n# (.+)\n([\s\S]*)$/.exec(text) ?? []
  return { id, title, shows, topic: TOPICS[folder] ?? '', source }
}

const OUTPUTS = { topic: 'Outputs' } as const

const inOrder = Object.keys(TOPICS).flatMap(folder =>
  Object.entries(texts).filter(([path]) => path.startsWith(`./flows/${folder}/`)),
)

/** The flows that come with the page, topic by topic; the first is what a first visitor sees. */
export const examples: readonly Example[] = [
  {
    ...OUTPUTS,
    id: 'getting_started_process',
    title: 'From an API to a Polars CSV to a stored DuckDB result',
    shows: 'Every kind of output: a response, a file, rows as a table.',
    source: gettingStartedProcess,
  },
  {
    ...OUTPUTS,
    id: 'getting_started',
    title: 'The same flow with a container image',
    shows: 'The image is accepted and has no effect here; the result is the same.',
    source: gettingStarted,
  },
  {
    ...OUTPUTS,
    id: 'getting_started_output',
    title: 'Pass an API response to Python',
    shows: 'A part of a JSON answer becomes a list in a script.',
    source: gettingStartedOutput,
  },
  ...inOrder.map(readExample),
]
