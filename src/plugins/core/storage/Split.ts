import { runnable } from '../../../task'
import { checkAddress, extensionOf, rowsOf } from './files'
import { splitRows } from './splitRows'

/**
 * Source: Kestra `io.kestra.plugin.core.storage.Split` and `StorageSplitInterface`: by pattern, by size, into a number of
 * parts dealt row by row in turn, or by rows.
 */
export const Split = runnable({
  type: 'io.kestra.plugin.core.storage.Split',
  aliases: ['io.kestra.core.tasks.storages.Split'],
  title: 'Split a stored file into several.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
    rows: { kind: 'number', integer: true, minimum: 1, dynamic: true, title: 'Rows in each part.' },
    bytes: { kind: 'string', dynamic: true, title: 'Bytes in each part: `256KB`, `1MB`.' },
    partitions: { kind: 'number', integer: true, minimum: 1, dynamic: true, title: 'The number of parts.' },
    separator: {
      kind: 'string',
      dynamic: true,
      default: '\n',
      title: 'What ends a row of the parts; lines of the file end as lines do.',
    },
    regexPattern: { kind: 'string', dynamic: true, title: 'Group rows by the first group of this pattern.' },
  },
  outputs: {
    uris: {
      kind: 'list',
      of: { kind: 'string', title: 'An address.' },
      always: true,
      title: 'Addresses of the parts.',
    },
  },
  examples: [
    {
      title: 'Two rows in each part.',
      flow: `id: split_rows
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: |
      a
      b
      c
  - id: split
    type: io.kestra.plugin.core.storage.Split
    from: "{{ outputs.write.uri }}"
    rows: 2
`,
    },
  ],
  async run({ from, rows, bytes, partitions, separator, regexPattern }, { storage, tempName }) {
    const file = await storage.get(checkAddress(from, 'from'))
    const parts = splitRows(rowsOf(await file.text(), separator), { rows, bytes, partitions, regexPattern })
    const uris: string[] = []
    for (const part of parts) uris.push(await storage.put(tempName(extensionOf(from)), new Blob([part])))
    return { uris }
  },
})
