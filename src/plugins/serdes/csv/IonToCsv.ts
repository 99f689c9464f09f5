import { readIon, writeCsv } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, URI } from '../properties'
import { counting, inCharset } from '../store'
import { TEXT_FORMAT } from '../textFormat'

/** Source: Kestra `io.kestra.plugin.serdes.csv.IonToCsv`. Rows are written by position, the first gives the header. */
export const IonToCsv = runnable({
  type: 'io.kestra.plugin.serdes.csv.IonToCsv',
  aliases: ['io.kestra.plugin.serdes.csv.CsvWriter'],
  title: 'Write rows as a CSV file.',
  properties: {
    from: FROM,
    header: { kind: 'boolean', dynamic: true, default: true, title: 'Whether the first line names the columns.' },
    fieldSeparator: { kind: 'string', dynamic: true, default: ',', title: 'What stands between fields.' },
    textDelimiter: { kind: 'string', dynamic: true, default: '"', title: 'What stands around a field.' },
    lineDelimiter: { kind: 'string', dynamic: true, default: '\n', title: 'What ends a line.' },
    alwaysDelimitText: {
      kind: 'boolean',
      dynamic: true,
      default: false,
      deprecated: 'Use quoteMode: ALWAYS.',
      title: 'Put every field in quotes.',
    },
    quoteMode: {
      kind: 'choice',
      of: ['ALWAYS', 'REQUIRED', 'NON_NUMERIC'],
      dynamic: true,
      title: 'Which fields stand in quotes: those that need it when absent.',
    },
    ...TEXT_FORMAT,
    charset: CHARSET,
  },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as CSV.',
      flow: `id: ion_to_csv
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
      {id:2,name:"bob"}
  - id: csv
    type: io.kestra.plugin.serdes.csv.IonToCsv
    from: "{{ outputs.write.uri }}"
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.csv.uri) }}"
`,
    },
  ],
  async run(values, { storage, tempName, metric }) {
    const { header, fieldSeparator, textDelimiter, lineDelimiter, quoteMode, alwaysDelimitText, charset } = values
    const { textWriter } = await import('../javaText')
    const { rows, count } = counting(readIon(await storage.get(checkAddress(values.from, 'from'))))
    const file = await writeCsv(rows, {
      header,
      separator: fieldSeparator,
      quote: textDelimiter,
      lineEnd: lineDelimiter,
      quoteMode: quoteMode ?? (alwaysDelimitText ? 'ALWAYS' : 'REQUIRED'),
      cell: await textWriter(values),
    })
    metric({ name: 'records', type: 'counter', value: count() })
    return { uri: await storage.put(tempName('.csv'), await inCharset(file, charset)) }
  },
})
