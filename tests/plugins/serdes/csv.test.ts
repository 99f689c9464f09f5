import { describe, expect, test } from 'vitest'
import { CsvToIon } from '../../../src/plugins/serdes/csv/CsvToIon'
import { IonToCsv } from '../../../src/plugins/serdes/csv/IonToCsv'
import { runTask } from '../../support/runContext'

const FROM = '{{ files.a }}'
const convert = async (
  type: typeof CsvToIon,
  content: string | Blob,
  properties: Readonly<Record<string, unknown>> = {},
) => {
  const ran = await runTask(type, { from: FROM, ...properties }, { files: { a: content }, version: '1.3' })
  return { ...ran, content: await ran.text(ran.outputs?.uri) }
}
const toIon = async (content: string | Blob, properties?: Readonly<Record<string, unknown>>) =>
  (await convert(CsvToIon, content, properties)).content
const toCsv = async (content: string, properties?: Readonly<Record<string, unknown>>) =>
  (await convert(IonToCsv, content, properties)).content

describe('CsvToIon', () => {
  test.each([
    [{}, 'id,name\n1,ann\n2,\n', '{id:"1",name:"ann"}\n{id:"2",name:""}\n'],
    [{}, 'a\n\\N\n', '{a:null}\n'],
    [{ header: false }, '1,x\n2,y\n', '["1","x"]\n["2","y"]\n'],
    [{ header: false, skipRows: 1 }, '1,x\n2,y\n', '["2","y"]\n'],
    [{ skipRows: 1 }, 'a\n1\n2\n', '{a:"2"}\n'],
    [{ fieldSeparator: ';', textDelimiter: "'" }, "a;b\n'x;y';2\n", '{a:"x;y",b:"2"}\n'],
    [{ skipEmptyRows: true }, 'a,b\n\n1,2\n\n', '{a:"1",b:"2"}\n'],
    [{}, 'a,b,\n1,2,\n', '{a:"1",b:"2"}\n'],
    [{ onEmptyHeader: 'RENAME' }, 'a,,\n1,2,3\n', '{a:"1",col_0:"2",col_1:"3"}\n'],
    [{}, '\ufeffa\n1\n', '{a:"1"}\n'],
    [{}, 'a,a\n1,2\n', '{a:"2"}\n'],
  ])('%j %j', async (properties, csv, ion) => {
    expect(await toIon(csv, properties)).toBe(ion)
  })
  test('reads other encodings', async () => {
    expect(await toIon(new Blob([new Uint8Array([0x61, 10, 0xe9])]), { charset: 'ISO-8859-1' })).toBe('{a:"é"}\n')
  })
  const BAD = 'a,b\n1\n2,3\n'
  test('fails on a line with another number of fields', async () => {
    await expect(toIon(BAD)).rejects.toThrow('Bad line encountered (field count mismatch): Expected 2, got 1 fields.')
  })
  test('warns and goes on when told to', async () => {
    const { content, logs } = await convert(CsvToIon, BAD, { onBadLines: 'WARN' })
    expect(content).toBe('{a:"2",b:"3"}\n')
    expect(logs).toEqual(['WARN Bad line encountered (field count mismatch): Expected 2, got 1 fields.'])
  })
  test('passes over such lines when told to', async () => {
    expect((await convert(CsvToIon, BAD, { onBadLines: 'SKIP' })).logs).toEqual([])
  })
  test('counts rows', async () => {
    expect((await convert(CsvToIon, 'a\n1\n2\n')).metrics).toEqual({ records: 2 })
  })
})

describe('IonToCsv', () => {
  test.each([
    [{}, '{id:1,name:"ann"}\n{id:2,name:null}\n', 'id,name\n1,ann\n2,\n'],
    [{ header: false }, '{id:1}\n', '1\n'],
    [{ header: false }, '[1,"x"]\n', '1,x\n'],
    [{}, '{d:2.5e0,e:1e10,b:1.10,t:true}\n', 'd,e,b,t\n2.5,1.0E10,1.10,true\n'],
    [{}, '{l:[1,"x"],m:{a:null}}\n', 'l,m\n"[1, x]",{a=null}\n'],
    [{}, '{d:2024-05-06,t:LocalTime::"07:08:09"}\n', 'd,t\n2024-05-06,07:08:09\n'],
    [{}, '{i:2024-05-06T07:08:09.5Z}\n', 'i\n2024-05-06T07:08:09.500Z\n'],
    [{}, '{z:ZonedDateTime::"2024-05-06T07:08:09.123Z[UTC]"}\n', 'z\n2024-05-06T07:08:09.123Z\n'],
    [
      { timeZoneId: 'Europe/Paris', dateTimeFormat: 'yyyy-MM-dd HH:mm' },
      '{o:OffsetDateTime::"2024-05-06T07:08:09Z"}\n',
      'o\n2024-05-06 09:08\n',
    ],
    [{ dateFormat: 'dd/MM/yyyy' }, '{d:2024-05-06}\n', 'd\n06/05/2024\n'],
    [{ fieldSeparator: ';', lineDelimiter: '\r\n' }, '{a:1,b:"x;y"}\n', 'a;b\r\n1;"x;y"\r\n'],
    [{ alwaysDelimitText: true }, '{a:1}\n', '"a"\n"1"\n'],
    [{ quoteMode: 'NON_NUMERIC', alwaysDelimitText: true }, '{a:1}\n', '"a"\n1\n'],
  ])('%j %j', async (properties, ion, csv) => {
    expect(await toCsv(ion, properties)).toBe(csv)
  })
  test('refuses lists where a header is wanted', async () => {
    await expect(toCsv('[1]\n')).rejects.toThrow('Invalid data of type List with header')
  })
  test('writes ISO-8859-1', async () => {
    const { file, outputs } = await convert(IonToCsv, '{a:"é€"}\n', { charset: 'ISO-8859-1' })
    expect([...new Uint8Array(await (await file(outputs?.uri)).arrayBuffer())]).toEqual([0x61, 10, 0xe9, 0x3f, 10])
  })
})
