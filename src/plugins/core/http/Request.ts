import { runnable, TaskFailed } from '../../../task'
import { exchange } from './exchange'
import { HTTP_PROPERTIES } from './properties'

/** Source: Kestra `io.kestra.plugin.core.http.Request`. The body is text, whatever its type says. */
export const Request = runnable({
  type: 'io.kestra.plugin.core.http.Request',
  aliases: ['io.kestra.plugin.fs.http.Request'],
  title: 'Call an HTTP API and keep the response.',
  needs: ['http'],
  properties: {
    ...HTTP_PROPERTIES,
    encryptBody: {
      kind: 'boolean',
      default: false,
      ignored: 'Outputs stay in this browser; nothing is encrypted here.',
      title: 'Encrypt the body.',
    },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address that was called.' },
    code: { kind: 'number', always: true, title: 'The status code.' },
    headers: {
      kind: 'map',
      of: { kind: 'list', of: { kind: 'string', title: 'A value.' }, title: 'The values of a header.' },
      always: true,
      title: 'Headers of the response by lower-case name; each a list.',
    },
    body: { kind: 'string', title: 'The body as text, never parsed; absent when empty.' },
  },
  examples: [
    {
      title: 'Fetch products and count them.',
      flow: `id: count_products
namespace: company.team
tasks:
  - id: api
    type: io.kestra.plugin.core.http.Request
    uri: https://dummyjson.com/products
  - id: count
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.api.body | jq('.products | length') | first }} products"
`,
    },
  ],
  async run(values, context) {
    const { url, response, headers } = await exchange(values, context)
    const body = await readText(response.body)
    return { uri: url, code: response.status, headers, ...(body === '' ? {} : { body }) }
  },
})

async function readText(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new TaskFailed(
      'Illegal unicode code point in request body: the Request task only support valid Unicode strings as body.\nYou can try using the Download task instead.',
      { property: 'uri', hint: 'Use io.kestra.plugin.core.http.Download for files that are not text.' },
    )
  }
}
