import { runnable, TaskFailed } from '../../../task'
import { exchange } from './exchange'
import { extensionOf, fileNameOf } from './fileNames'
import { HTTP_PROPERTIES } from './properties'

/** Source: Kestra `io.kestra.plugin.core.http.Download`. */
export const Download = runnable({
  type: 'io.kestra.plugin.core.http.Download',
  aliases: ['io.kestra.plugin.fs.http.Download'],
  title: 'Download a file into internal storage.',
  needs: ['http'],
  properties: {
    ...HTTP_PROPERTIES,
    failOnEmptyResponse: { kind: 'boolean', dynamic: true, default: true, title: 'Fail when the answer is empty.' },
    saveAs: { kind: 'string', dynamic: true, title: 'The name of the file.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the file.' },
    code: { kind: 'number', always: true, title: 'The status code.' },
    length: { kind: 'number', always: true, title: 'The size of the file in bytes.' },
    headers: {
      kind: 'map',
      of: { kind: 'list', of: { kind: 'string', title: 'A value.' }, title: 'The values of a header.' },
      always: true,
      title: 'Headers of the response by lower-case name; each a list.',
    },
  },
  examples: [
    {
      title: 'Download a CSV file and query it.',
      offline: false,
      flow: `id: download_csv
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://huggingface.co/datasets/kestra/datasets/raw/main/csv/orders.csv
  - id: count
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      orders.csv: "{{ outputs.download.uri }}"
    sql: SELECT count(*) AS orders FROM read_csv_auto('orders.csv')
    fetchType: FETCH_ONE
`,
    },
  ],
  async run(values, context) {
    const { url, response, headers } = await exchange(values, context)
    const { body } = response
    if (body.size === 0 && values.failOnEmptyResponse)
      throw new TaskFailed('No response from server', { property: 'uri' })
    const name = values.saveAs ?? fileNameOf(headers['content-disposition']?.[0]) ?? context.tempName(extensionOf(url))
    const uri = await context.storage.put(name, body)
    context.log('DEBUG', `File '${url}' downloaded with size '${body.size}'`)
    return { uri, code: response.status, length: body.size, headers }
  },
})
