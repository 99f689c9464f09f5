import { jsonText, readIon } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, URI } from '../properties'
import { inCharset } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.yaml.IonToYaml`: one document a row. */
export const IonToYaml = runnable({
  type: 'io.kestra.plugin.serdes.yaml.IonToYaml',
  title: 'Write rows as the documents of a YAML file.',
  properties: { from: FROM, charset: CHARSET },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as YAML.',
      flow: `id: ion_to_yaml
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1}
      {id:2}
  - id: yaml
    type: io.kestra.plugin.serdes.yaml.IonToYaml
    from: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ from, charset }, { storage, tempName, metric }) {
    const { parseDocument, visit } = await import('yaml')
    const texts: string[] = []
    for await (const row of readIon(await storage.get(checkAddress(from, 'from')))) {
      // JSON is YAML: reading it as that keeps the digits of every number, and the block style is Jackson's.
      const document = parseDocument(jsonText(row))
      visit(document, {
        Collection: (_key, node) => {
          node.flow = false
        },
        Scalar: (_key, node) => {
          if (node.type === 'QUOTE_DOUBLE') delete node.type
        },
      })
      texts.push(document.toString({ indentSeq: false, lineWidth: 0 }))
    }
    const content = texts.length === 1 ? `${texts[0]}\n` : texts.map(text => `---\n${text}\n`).join('')
    metric({ name: 'records', type: 'counter', value: texts.length })
    return { uri: await storage.put(tempName('.yaml'), await inCharset(new Blob([content]), charset)) }
  },
})
