import { cellText, entriesOf, itemsOf, readIon } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, TIME_ZONE, URI } from '../properties'
import { inCharset } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.xml.IonToXml`. */
export const IonToXml = runnable({
  type: 'io.kestra.plugin.serdes.xml.IonToXml',
  aliases: ['io.kestra.plugin.serdes.xml.XmlWriter'],
  title: 'Write rows as an XML file.',
  properties: {
    from: FROM,
    rootName: { kind: 'string', dynamic: true, default: 'items', title: 'The outermost tag.' },
    timeZoneId: { ...TIME_ZONE, ignored: 'Dates are written with the zone they have.' },
    charset: CHARSET,
  },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as XML.',
      flow: `id: ion_to_xml
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
  - id: xml
    type: io.kestra.plugin.serdes.xml.IonToXml
    from: "{{ outputs.write.uri }}"
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.xml.uri) }}"
`,
    },
  ],
  async run({ from, rootName, charset }, { storage, tempName, metric }) {
    const { XMLBuilder } = await import('fast-xml-parser')
    const item: unknown[] = []
    for await (const row of readIon(await storage.get(checkAddress(from, 'from')))) item.push(textsOf(row))
    const builder = new XMLBuilder({ format: true, indentBy: '  ', suppressEmptyNode: true })
    const content = `<?xml version='1.0' encoding='${charset}'?>\n${builder.build({ [rootName]: { item } })}`
    metric({ name: 'records', type: 'counter', value: item.length })
    return { uri: await storage.put(tempName('.xml'), await inCharset(new Blob([content]), charset)) }
  },
})

/** Values as texts with all their digits, maps and lists kept; null is an empty tag. */
function textsOf(value: unknown): unknown {
  const items = itemsOf(value)
  if (items) return items.map(textsOf)
  const entries = entriesOf(value)
  return entries ? Object.fromEntries(entries.map(([key, item]) => [key, textsOf(item)])) : cellText(value)
}
