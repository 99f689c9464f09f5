import { readIon, writeAvro } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { columnsOfSchema, known } from '../avroColumns'
import { AVRO } from '../avroProperties'
import { FROM, URI } from '../properties'
import { counting } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.avro.IonToAvro`. */
export const IonToAvro = runnable({
  type: 'io.kestra.plugin.serdes.avro.IonToAvro',
  aliases: ['io.kestra.plugin.serdes.avro.AvroWriter'],
  title: 'Write rows as an Avro file.',
  properties: { from: FROM, ...AVRO },
  outputs: URI,
  examples: [
    {
      title: 'Write rows by a schema.',
      flow: `id: ion_to_avro
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
      {id:2,name:"bob"}
  - id: avro
    type: io.kestra.plugin.serdes.avro.IonToAvro
    from: "{{ outputs.write.uri }}"
    schema: |
      {"type": "record", "name": "row", "fields": [
        {"name": "id", "type": "int"},
        {"name": "name", "type": ["null", "string"]}
      ]}
`,
    },
  ],
  async run({ from, schema, strictSchema }, { storage, tempName, metric }) {
    const { rows, count } = counting(readIon(await storage.get(checkAddress(from, 'from'))))
    const names = strictSchema && schema ? new Set(columnsOfSchema(schema).map(({ name }) => name)) : undefined
    try {
      const file = await writeAvro(names ? known(rows, names) : rows, schema)
      metric({ name: 'records', type: 'counter', value: count() })
      return { uri: await storage.put(tempName('.avro'), file) }
    } catch (error) {
      throw error instanceof RangeError ? new TaskFailed(error.message, { property: 'schema' }) : error
    }
  },
})
