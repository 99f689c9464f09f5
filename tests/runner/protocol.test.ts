import { expect, it } from 'vitest'
import { ForeignMessage, readPythonMessage } from '../../src/runner'
import { readFrameAnswer } from '../../src/runner/protocol'

const read = (fields: object) => readPythonMessage({ nonce: 'n', ...fields }, 'n')

it.each([
  [{ type: 'booted' }],
  [{ type: 'lines', lines: [{ stream: 'stdout', text: 'a' }] }],
  [{ type: 'finished', exitCode: 3, files: ['a.csv'], traceback: 'Traceback', notHere: 'apt-get' }],
  [{ type: 'pip', id: 1, requirements: ['polars'], plain: false }],
  [{ type: 'collected', files: [{ path: 'a', content: new Blob(['ab']) }] }],
  [{ type: 'fetch', id: 1, method: 'GET', url: 'https://a.example/', headers: [['a', 'b']] }],
])('reads %o', message => {
  expect(read(message)).toEqual({ nonce: 'n', ...message })
})

it.each([
  ['no object', 'text'],
  ['null', null],
  ['another nonce', { nonce: 'other', type: 'booted' }],
  ['no nonce', { type: 'booted' }],
  ['an unknown type', { nonce: 'n', type: 'take-over' }],
  ['lines that are no list', { nonce: 'n', type: 'lines', lines: {} }],
  ['a line that is no text', { nonce: 'n', type: 'lines', lines: [{ stream: 'stdout', text: 5 }] }],
  ['an exit code that is no number', { nonce: 'n', type: 'finished', exitCode: '0', files: [] }],
  ['a file that is none', { nonce: 'n', type: 'collected', files: [{ path: 'a', content: 'text' }] }],
  ['a path without end', { nonce: 'n', type: 'finished', exitCode: 0, files: ['x'.repeat(5000)] }],
  ['a header that is no pair', { nonce: 'n', type: 'fetch', id: 1, method: 'GET', url: 'x', headers: ['a'] }],
])('refuses %s', (_, message) => {
  expect(() => readPythonMessage(message, 'n')).toThrow(ForeignMessage)
})

it('passes over fields that a message does not have', () => {
  expect(read({ type: 'booted', extra: 1 })).toEqual({ nonce: 'n', type: 'booted' })
})

it('reads answers of a frame the same way', () => {
  expect(readFrameAnswer({ nonce: 'n', type: 'done', id: 2, more: 1 }, 'n')).toEqual({
    nonce: 'n',
    type: 'done',
    id: 2,
  })
  expect(() => readFrameAnswer({ nonce: 'n', type: 'done', id: 1.5 }, 'n')).toThrow(ForeignMessage)
})
