import { readAvro } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { FROM, URI } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.avro.AvroToIon`. */
export const AvroToIon = runnable({
  type: 'io.kestra.plugin.serdes.avro.AvroToIon',
  aliases: ['io.kestra.plugin.serdes.avro.AvroReader'],
  title: 'Read an Avro file into rows.',
  properties: { from: FROM },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as Avro and read them back.',
      flow: `id: avro_to_ion
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
  - id: rows
    type: io.kestra.plugin.serdes.avro.AvroToIon
    from: "{{ outputs.avro.uri }}"
`,
    },
  ],
  async run({ from }, context) {
    const file = await context.storage.get(checkAddress(from, 'from'))
    const { uri } = await storeIon(context, readAvro(file))
    return { uri }
  },
})
