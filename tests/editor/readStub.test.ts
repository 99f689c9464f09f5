import { expect, test } from 'vitest'
import { readStub } from '../../src/editor'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'

const UPLOAD = 'io.kestra.plugin.aws.s3.Upload'
const read = (text: string, type = UPLOAD) => readStub(text, type, registry, elsewhere)

test.each(['bucket: b\nkey: a/b.csv', '{"bucket": "b", "key": "a/b.csv"}'])('%j is read as outputs', text => {
  expect(read(text)).toMatchObject({ ok: true, outputs: { bucket: 'b', key: 'a/b.csv' }, remarks: [] })
})

test('no text is no outputs', () => {
  expect(read(' \n')).toMatchObject({ ok: true, outputs: {} })
})

test('a name that the type does not have is remarked on, with the one that was meant', () => {
  expect(read('bucket: b\nbukket: c')).toMatchObject({
    ok: true,
    remarks: ['The task has no output `bukket` in Kestra. Did you mean `bucket`?'],
  })
})

test('names are compared with the outputs of types that run here', () => {
  expect(read('kode: 200', 'io.kestra.plugin.core.http.Request')).toMatchObject({
    known: ['uri', 'code', 'headers', 'body'],
    remarks: ['The task has no output `kode` in Kestra. Did you mean `code`?'],
  })
})

test('names of a type that nobody knows are not remarked on', () => {
  const reading = read('anything: 1.0', 'com.example.Custom')
  expect(reading).toEqual({ ok: true, outputs: { anything: 1 }, remarks: [] })
})

test.each([
  ['a: 1\nb: [', 2],
  ['just words', undefined],
  ['- a', undefined],
])('%j is refused with its line', (text, line) => {
  const reading = read(text)
  expect(reading.ok).toBe(false)
  expect(reading).toMatchObject(line === undefined ? {} : { line })
})
