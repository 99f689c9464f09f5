import { describe, expect, test } from 'vitest'
import { ExcelToIon } from '../../../src/plugins/serdes/excel/ExcelToIon'
import { IonToExcel } from '../../../src/plugins/serdes/excel/IonToExcel'
import { IonToJson } from '../../../src/plugins/serdes/json/IonToJson'
import { JsonToIon } from '../../../src/plugins/serdes/json/JsonToIon'
import { JsonToJsonl } from '../../../src/plugins/serdes/json/JsonToJsonl'
import { IonToParquet } from '../../../src/plugins/serdes/parquet/IonToParquet'
import { ParquetToIon } from '../../../src/plugins/serdes/parquet/ParquetToIon'
import { IonToXml } from '../../../src/plugins/serdes/xml/IonToXml'
import { XmlToIon } from '../../../src/plugins/serdes/xml/XmlToIon'
import { IonToYaml } from '../../../src/plugins/serdes/yaml/IonToYaml'
import { YamlToIon } from '../../../src/plugins/serdes/yaml/YamlToIon'
import type { TaskType } from '../../../src/task'
import { runTask } from '../../support/runContext'

type Written = Readonly<Record<string, unknown>>
const run = (type: TaskType, content: string | Blob, properties: Written = {}) =>
  runTask(type, { from: '{{ files.a }}', ...properties }, { files: { a: content }, version: '1.3' })
const convert = async (type: TaskType, content: string | Blob, properties?: Written): Promise<string> => {
  const { outputs, text } = await run(type, content, properties)
  return text(outputs?.uri)
}
const fileOf = async (type: TaskType, content: string, properties?: Written): Promise<Blob> => {
  const { outputs, file } = await run(type, content, properties)
  return file(outputs?.uri)
}

describe('JSON', () => {
  test.each([
    [{}, '{"a":1}\n{"a":1.0}\n', '{a:1}\n{a:1e0}\n'],
    [{ newLine: false }, '[{"a":9007199254740993},null]', '{a:9007199254740993}\nnull\n'],
    [{ newLine: false }, '{"a":{"b":[true]}}', '{a:{b:[true]}}\n'],
  ])('JsonToIon %j %j', async (properties, json, ion) => {
    expect(await convert(JsonToIon, json, properties)).toBe(ion)
  })
  test.each([
    [{}, '{a:1,b:1.10,c:2.5e0,d:null}\n{a:2}\n', '{"a":1,"b":1.10,"c":2.5,"d":null}\n{"a":2}\n'],
    [{ newLine: false }, '{a:2024-05-06}\n{a:LocalTime::"07:08:09"}\n', '[{"a":"2024-05-06"},{"a":"07:08:09"}]'],
  ])('IonToJson %j %j', async (properties, ion, json) => {
    expect(await convert(IonToJson, ion, properties)).toBe(json)
  })
  test.each([
    ['[{"a": 1}, 2]', '{"a":1}\n2\n'],
    ['{"a": 1}', '{"a":1}\n'],
    ['{"a": 1}\n{"a": 2}\n', '{"a":1}\n{"a":2}\n'],
    ['{\n "a": 1\n}', '{"a":1}\n'],
    ['', ''],
  ])('JsonToJsonl %j', async (json, jsonl) => {
    expect(await convert(JsonToJsonl, json)).toBe(jsonl)
  })
  test('JsonToJsonl refuses what is neither list nor map', async () => {
    await expect(convert(JsonToJsonl, '1')).rejects.toThrow('Expected JSON array or object')
  })
  test('tells the line that is no JSON', async () => {
    await expect(convert(JsonToIon, '{"a":1}\n{a}\n')).rejects.toThrow('Row 2 is not JSON')
  })
})

describe('Parquet', () => {
  const ROWS =
    '{n:9007199254740993,d:1.5e0,s:"é",b:true,day:2024-05-06,at:2024-05-06T07:08:09.123Z,x:null}\n{n:2,s:null}\n'
  test.each(['GZIP', 'SNAPPY', 'UNCOMPRESSED', 'ZSTD'])('%s keeps rows', async compressionCodec => {
    expect(await convert(ParquetToIon, await fileOf(IonToParquet, ROWS, { compressionCodec }))).toBe(
      '{n:9007199254740993,d:1.5e0,s:"é",b:true,day:2024-05-06,at:2024-05-06T07:08:09.123Z,x:null}\n{n:2,d:null,s:null,b:null,day:null,at:null,x:null}\n',
    )
  })
  const SCHEMA = JSON.stringify({
    type: 'record',
    name: 'row',
    fields: [
      { name: 'id', type: 'int' },
      { name: 'price', type: ['null', 'double'] },
      { name: 'day', type: { type: 'int', logicalType: 'date' } },
    ],
  })
  test('reads texts as the schema says', async () => {
    const file = await fileOf(IonToParquet, '{id:"1",price:"2",day:"2024-05-06",more:1}\n', { schema: SCHEMA })
    expect(await convert(ParquetToIon, file)).toBe('{id:1,price:2e0,day:2024-05-06}\n')
  })
  test('names the column that a value does not fit', async () => {
    await expect(fileOf(IonToParquet, '{id:"one"}\n', { schema: SCHEMA })).rejects.toThrow(
      'Column id takes int, but a row has one',
    )
  })
  test('fails on a strange key when the schema is strict', async () => {
    const strict = { schema: SCHEMA, strictSchema: true }
    await expect(fileOf(IonToParquet, '{more:1}\n', strict)).rejects.toThrow('The schema has no field more')
  })
})

describe('Excel', () => {
  test('keeps rows', async () => {
    const file = await fileOf(
      IonToExcel,
      '{id:1,name:"ann",ok:true,day:2024-05-06}\n{id:2,name:null,ok:null,day:null}\n',
    )
    const { outputs, text, metrics } = await run(ExcelToIon, file)
    const uris = (outputs?.uris ?? {}) as Readonly<Record<string, string>>
    expect(await text(uris.Sheet)).toBe(
      '{id:1e0,name:"ann",ok:true,day:2024-05-06T00:00:00.000Z}\n{id:2e0,name:null,ok:null,day:null}\n',
    )
    expect(outputs?.size).toBe(3)
    expect(metrics.sheets).toBe(1)
  })
  test('writes several sheets', async () => {
    const files = { a: '{x:1}\n', b: '{y:2}\n' }
    const from = { One: '{{ files.a }}', Two: '{{ files.b }}' }
    const written = await runTask(IonToExcel, { from }, { files })
    expect(written.outputs?.size).toBe(2)
    const read = await run(ExcelToIon, await written.file(written.outputs?.uri), {
      sheetsTitle: ['Two'],
      header: false,
    })
    const uris = (read.outputs?.uris ?? {}) as Readonly<Record<string, string>>
    expect(Object.keys(uris)).toEqual(['Two'])
    expect(await read.text(uris.Two)).toBe('["y"]\n[2e0]\n')
  })
})

describe('XML', () => {
  const BOOKS = '<?xml version="1.0"?><c><b id="1"><t>One &amp; only</t></b><b id="02"><t>2.50</t></b></c>'
  test.each([
    [{ query: '/c/b' }, BOOKS, '{t:"One & only",id:1}\n{t:2.50,id:"02"}\n'],
    [{}, '<a><b>true</b><b/></a>', '{a:{b:[true,""]}}\n'],
    [{ query: '/nothing/here' }, BOOKS, 'null\n'],
    [{ parserConfiguration: { forceList: ['b'] } }, '<a><b>1</b></a>', '{a:{b:[1]}}\n'],
    [{}, '<a k="v">text</a>', '{a:{content:"text",k:"v"}}\n'],
  ])('XmlToIon %j %j', async (properties, xml, ion) => {
    expect(await convert(XmlToIon, xml, properties)).toBe(ion)
  })
  test('tells where it is no XML', async () => {
    await expect(convert(XmlToIon, '<a><b></a>')).rejects.toThrow(/at 1:\d+$/)
  })
  test('IonToXml writes one tag a row', async () => {
    expect(await convert(IonToXml, '{id:1,name:"a<b"}\n{id:2,name:null}\n', { rootName: 'rows' })).toBe(
      `<?xml version='1.0' encoding='UTF-8'?>
<rows>
  <item>
    <id>1</id>
    <name>a&lt;b</name>
  </item>
  <item>
    <id>2</id>
    <name/>
  </item>
</rows>
`,
    )
  })
})

describe('YAML', () => {
  test('YamlToIon reads every document', async () => {
    expect(await convert(YamlToIon, '---\nid: 1\nok: yes\n---\nlist: [1.5, x]\nbig: 9007199254740993\n')).toBe(
      '{id:1,ok:true}\n{list:[1.5e0,"x"],big:9007199254740993}\n',
    )
  })
  test('IonToYaml writes a document a row', async () => {
    expect(await convert(IonToYaml, '{id:1,d:1.10}\n{list:[{a:"x"}],s:"true"}\n')).toBe(
      '---\nid: 1\nd: 1.10\n\n---\nlist:\n- a: x\ns: "true"\n\n',
    )
  })
  test('IonToYaml writes one row without a marker', async () => {
    expect(await convert(IonToYaml, '{id:1}\n')).toBe('id: 1\n\n')
  })
})
