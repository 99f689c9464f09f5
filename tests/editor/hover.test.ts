import { expect, test } from 'vitest'
import { hoverAt } from './support'

const flow = (rest: string) => `id: my_flow
namespace: company.team
tasks:
  - id: api
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com
  - id: log
    type: io.kestra.plugin.core.log.Log
    ${rest}
`

test('a property tells what it is for', () => {
  expect(hoverAt(flow('mess│age: hi'))).toMatchObject({ title: 'message' })
})

test('a type tells what it does and what it gives', () => {
  const found = hoverAt(flow('message: hi').replace('http.Req', 'http.│Req'))
  expect(found?.title).toBe('io.kestra.plugin.core.http.Request')
  expect(found?.text).toContain('body')
})

test('a filter tells its arguments and an example', () => {
  const text = flow('message: "{{ [1] | fi│rst }}"')
  const found = hoverAt(text)
  expect(found?.title).toContain('first')
  expect(text.replace('│', '').slice(found?.span.start, found?.span.end)).toBe('first')
})

test('an output tells what it is', () => {
  expect(hoverAt(flow('message: "{{ outputs.api.bo│dy }}"'))?.title).toBe('outputs.api.body')
  expect(hoverAt(flow('message: "{{ ex│ecution.id }}"'))?.title).toBe('execution')
})

test('plain text tells nothing', () => {
  expect(hoverAt(flow('message: he│llo'))).toBeUndefined()
})
