import { readParquet } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { FROM, URI } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.parquet.ParquetToIon`. */
export const ParquetToIon = runnable({
  type: 'io.kestra.plugin.serdes.parquet.ParquetToIon',
  aliases: ['io.kestra.plugin.serdes.parquet.ParquetReader'],
  title: 'Read a Parquet file into rows.',
  properties: { from: FROM },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as Parquet and read them back.',
      flow: `id: parquet_to_ion
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
  - id: rows
    type: io.kestra.plugin.serdes.parquet.ParquetToIon
    from: "{{ outputs.parquet.uri }}"
`,
    },
  ],
  async run({ from }, context) {
    const { uri } = await storeIon(context, readParquet(await context.storage.get(checkAddress(from, 'from'))))
    return { uri }
  },
})
