import gettingStarted from './getting_started.yaml?raw'
import gettingStartedOutput from './getting_started_output.yaml?raw'
import gettingStartedProcess from './getting_started_process.yaml?raw'

/** A flow that comes with the page. `id` stays the same over releases: a workspace remembers what it was opened from. */
export type Example = { readonly id: string; readonly title: string; readonly source: string }

const texts: Readonly<Record<string, string>> = import.meta.glob('./flows/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** A flow that says in the comment on its first line what it shows. */
function readExample([path, text]: readonly [string, string]): Example {
  const [, title = '', source = text] = /^# (.+)\n([\s\S]*)$/.exec(text) ?? []
  return { id: path.replace(/^.*\/|\.yaml$/g, ''), title, source }
}

/** The flows that come with the page; the first is what a first visitor sees. */
export const examples: readonly Example[] = [
  {
    id: 'getting_started_process',
    title: 'From an API to a Polars CSV to a stored DuckDB result',
    source: gettingStartedProcess,
  },
  { id: 'getting_started', title: 'The same flow with a container image', source: gettingStarted },
  { id: 'getting_started_output', title: 'Pass an API response to Python', source: gettingStartedOutput },
  ...Object.entries(texts).map(readExample),
]
