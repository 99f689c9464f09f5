import { readIon, writeParquet } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { columnsOfSchema, known } from '../avroColumns'
import { AVRO } from '../avroProperties'
import { FROM, URI } from '../properties'
import { counting } from '../store'

const SIZE = 'Sizes are chosen by the writer.'

/** Source: Kestra `io.kestra.plugin.serdes.parquet.IonToParquet`. */
export const IonToParquet = runnable({
  type: 'io.kestra.plugin.serdes.parquet.IonToParquet',
  aliases: ['io.kestra.plugin.serdes.parquet.ParquetWriter'],
  title: 'Write rows as a Parquet file.',
  properties: {
    from: FROM,
    compressionCodec: {
      kind: 'choice',
      of: ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'],
      dynamic: true,
      default: 'GZIP',
      title: 'How the file is compressed.',
    },
    parquetVersion: {
      kind: 'choice',
      of: ['V1', 'V2'],
      dynamic: true,
      ignored: SIZE,
      title: 'The version of the format.',
    },
    rowGroupSize: { kind: 'number', integer: true, dynamic: true, ignored: SIZE, title: 'Bytes of a row group.' },
    pageSize: { kind: 'number', integer: true, dynamic: true, ignored: SIZE, title: 'Bytes of a page.' },
    dictionaryPageSize: {
      kind: 'number',
      integer: true,
      dynamic: true,
      ignored: SIZE,
      title: 'Bytes of a dictionary.',
    },
    ...AVRO,
  },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as Parquet.',
      flow: `id: ion_to_parquet
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
      {id:2,name:"bob"}
  - id: parquet
    type: io.kestra.plugin.serdes.parquet.IonToParquet
    from: "{{ outputs.write.uri }}"
    schema: |
      {"type": "record", "name": "row", "fields": [
        {"name": "id", "type": "int"},
        {"name": "name", "type": ["null", "string"]}
      ]}
`,
    },
  ],
  async run({ from, compressionCodec, schema, strictSchema }, { storage, tempName, metric, note }) {
    const columns = schema === undefined ? undefined : columnsOfSchema(schema)
    const names = strictSchema && columns ? new Set(columns.map(({ name }) => name)) : undefined
    const { rows, count } = counting(readIon(await storage.get(checkAddress(from, 'from'))))
    if (compressionCodec === 'ZSTD')
      note('WARN', 'ZSTD cannot be written in this browser: the file is compressed with GZIP.')
    try {
      const file = await writeParquet(names ? known(rows, names) : rows, {
        codec: compressionCodec === 'ZSTD' ? 'GZIP' : compressionCodec,
        ...(columns ? { columns } : {}),
      })
      metric({ name: 'records', type: 'counter', value: count() })
      return { uri: await storage.put(tempName('.parquet'), file) }
    } catch (error) {
      throw error instanceof RangeError ? new TaskFailed(error.message, { property: 'schema' }) : error
    }
  },
})
