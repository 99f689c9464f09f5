import type { ReadyItem } from '../engine'

/** Whether a flow would run without a network, as far as its text tells. */
export type OfflineAnswer = {
  readonly runs: 'yes' | 'no' | 'in part'
  /** What it downloads that is not in this browser. */
  readonly missing: readonly { readonly title: string; readonly bytes: number | undefined }[]
  /** Calls that no response at hand answers: `GET example.com/rows`. */
  readonly calls: readonly string[]
  /** Calls that a sample or a recorded response answers. */
  readonly answered: readonly string[]
}

/** What is at hand without a network. */
export type AtHand = {
  /** Whether a download is in this browser: `pyodide`, `package:polars`. */
  readonly has: (resource: string) => Promise<boolean>
  /** Addresses that a sample or a recorded response answers, without `https://`. */
  readonly answers: (method: string, address: string) => boolean
}

/**
 * Answers before leaving whether a flow will run offline.
 * @param ready what a run would call and download, from the flow's text
 */
export async function answerOffline(ready: readonly ReadyItem[], { has, answers }: AtHand): Promise<OfflineAnswer> {
  const downloads = ready.filter(({ kind }) => kind === 'download')
  const here = await Promise.all(downloads.map(({ resource, here = false }) => here || has(resource ?? '')))
  const missing = downloads.filter((_, at) => !here[at]).map(({ title, bytes }) => ({ title, bytes }))
  const calls = ready.filter(({ kind }) => kind === 'call').map(({ title }) => title)
  const isAnswered = (title: string): boolean => {
    const [method = '', address = ''] = title.split(' ')
    return answers(method, address)
  }
  const open = calls.filter(title => !isAnswered(title))
  return {
    runs: missing.length > 0 ? 'no' : open.length > 0 ? 'in part' : 'yes',
    missing,
    calls: open,
    answered: calls.filter(isAnswered),
  }
}
