import { entriesOf, itemsOf } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, URI } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.xml.XmlToIon`: attributes are keys, repeated tags lists. */
export const XmlToIon = runnable({
  type: 'io.kestra.plugin.serdes.xml.XmlToIon',
  aliases: ['io.kestra.plugin.serdes.xml.XmlReader'],
  title: 'Read an XML file into rows.',
  properties: {
    from: FROM,
    query: { kind: 'string', dynamic: true, title: 'The path to the rows: `/catalog/book`.' },
    parserConfiguration: {
      kind: 'object',
      properties: {
        forceList: {
          kind: 'list',
          of: { kind: 'string', title: 'A tag.' },
          dynamic: true,
          title: 'Tags that are lists even when there is one.',
        },
      },
      title: 'How the file is read.',
    },
    charset: CHARSET,
  },
  outputs: URI,
  examples: [
    {
      title: 'Read the books of a catalogue.',
      flow: `id: xml_to_ion
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .xml
    content: |
      <catalog><book id="1"><title>One</title></book><book id="2"><title>Two</title></book></catalog>
  - id: rows
    type: io.kestra.plugin.serdes.xml.XmlToIon
    from: "{{ outputs.write.uri }}"
    query: /catalog/book
`,
    },
  ],
  async run({ from, query, parserConfiguration, charset }, context) {
    const { XMLParser, XMLValidator } = await import('fast-xml-parser')
    const file = await context.storage.get(checkAddress(from, 'from'))
    const text = new TextDecoder(charset).decode(await file.arrayBuffer())
    const valid = XMLValidator.validate(text)
    if (valid !== true)
      throw new TaskFailed(`${valid.err.msg} at ${valid.err.line}:${valid.err.col}`, { property: 'from' })
    const lists = new Set(parserConfiguration?.forceList ?? [])
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      textNodeName: 'content',
      ignoreDeclaration: true,
      ignorePiTags: true,
      parseTagValue: false,
      parseAttributeValue: false,
      isArray: name => lists.has(name),
    })
    const found = at(typedValue(parser.parse(text)), query)
    const { uri } = await storeIon(context, itemsOf(found) ?? [found])
    return { uri }
  },
})

/** Follows a JSON pointer; null where there is nothing. Source: `org.json.JSONPointer`. */
function at(value: unknown, pointer: string | undefined): unknown {
  if (pointer === undefined) return value
  let found = value
  for (const part of pointer.replace(/^#?\/?/, '').split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (name === '') continue
    found = itemsOf(found)?.[Number(name)] ?? new Map(entriesOf(found) ?? []).get(name) ?? null
  }
  return found
}

/** Texts that are numbers, `true`, `false` or `null` become those. Source: `org.json.XML.stringToValue`. */
function typedValue(value: unknown): unknown {
  if (typeof value === 'string') return scalar(value)
  const items = itemsOf(value)
  if (items) return items.map(typedValue)
  const entries = entriesOf(value)
  return entries ? Object.fromEntries(entries.map(([key, item]) => [key, typedValue(item)])) : value
}

function scalar(text: string): unknown {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (/^null$/i.test(text)) return null
  if (/^-?(?:0|[1-9]\d*)$/.test(text)) {
    const whole = BigInt(text)
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole
  }
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) && !/^-?0\d/.test(text) ? decimal(text) : text
}

const decimal = (text: string): unknown => ({ $java: 'BigDecimal', value: text })
