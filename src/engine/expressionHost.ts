import { type ExpressionHost, type FileReference, HostError, type Plain } from '../expression'
import { isKestraUri } from '../storage'
import type { Run } from './run'

/** What the expressions of a run may reach: files, keys, secrets, HTTP, and the run's own error logs. */
export function createExpressionHost(run: Run): ExpressionHost {
  const { effects, surroundings } = run
  const blobOf = async (file: FileReference): Promise<Blob> => {
    if (file.kind === 'storage') return readStored(run, file.path)
    const content = surroundings.files.of(file.namespace).get(file.path)
    if (!content) throw new HostError(`File not found: ${file.path}`, 'java.io.FileNotFoundException')
    return content
  }
  return {
    now: () => BigInt(Math.round(effects.now() * 1000)) * 1000n,
    random: effects.random,
    newId: effects.newId,
    read: async file => textOrBytes(await blobOf(file)),
    fileSize: async file => (await blobOf(file)).size,
    fileExists: file =>
      blobOf(file).then(
        () => true,
        () => false,
      ),
    kv: async (key, namespace) => (await effects.keyValues.get(namespace, key))?.value as Plain | undefined,
    secret: async key => surroundings.secrets[key],
    http: async ({ uri, method, headers, body, contentType }) => {
      const pairs = Object.entries(headers).flatMap(([name, values]) => values.map(value => [name, value] as const))
      const response = await run.gate.of({ cancel: run.cancel }).send(
        {
          method,
          url: uri,
          headers: contentType === undefined ? pairs : [...pairs, ['content-type', contentType]],
          ...(body === undefined ? {} : { body }),
          followRedirects: true,
        },
        run.cancel.signal,
      )
      return {
        status: response.status,
        reason: '',
        contentType: response.headers.find(([name]) => name === 'content-type')?.[1],
        body: await response.body.text(),
      }
    },
    errorLogs: async () =>
      run.journal.errors.map(({ level, message, date, taskId, taskRunId }) => ({
        level,
        message,
        timestamp: date,
        ...(taskId === undefined ? {} : { taskId }),
        ...(taskRunId === undefined ? {} : { taskRunId }),
      })),
  }
}

function readStored(run: Run, path: string): Promise<Blob> {
  if (!isKestraUri(path)) throw new HostError(`Invalid internal storage uri: ${path}`)
  return run.effects.storage.get(path)
}

/** Text where the bytes are UTF-8, else the bytes: `read()` of binary Ion gives bytes. */
async function textOrBytes(content: Blob): Promise<string | Uint8Array> {
  const bytes = new Uint8Array(await content.arrayBuffer())
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes
  }
}
