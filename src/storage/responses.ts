import type { FileStore } from './fileStore'

/** A response that a run got, kept to answer again. */
export type KeptResponse = {
  readonly method: string
  readonly url: string
  readonly status: number
  /** Lower-case names. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Blob
}

/** Where the responses of a run lie. They are no files of the run: nothing that a flow does reaches them. */
export const responsesOf = (executionId: string): string => `responses:///${executionId}/`

const NEWLINE = 10

/** Keeps a response as one file: a line of JSON, then the body. @throws StorageFull */
export async function keepResponse(
  files: FileStore,
  executionId: string,
  index: number,
  { body, ...head }: Omit<KeptResponse, 'body'> & { readonly body: Blob | string },
): Promise<void> {
  const name = `${responsesOf(executionId)}${String(index).padStart(6, '0')}`
  await files.put(name, new Blob([JSON.stringify(head), '\n', body]))
}

/** The responses of a run in the order they came. */
export async function readResponses(files: FileStore, executionId: string): Promise<readonly KeptResponse[]> {
  const stored = await files.list(responsesOf(executionId))
  return Promise.all(stored.map(async ({ uri }) => readResponse(await files.get(uri))))
}

async function readResponse(file: Blob): Promise<KeptResponse> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const end = bytes.indexOf(NEWLINE)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Omit<KeptResponse, 'body'>
  return { ...head, body: file.slice(end + 1) }
}
