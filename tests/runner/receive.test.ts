import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createRetries, receive } from '../../src/runner'

const WHOLE = 'first half, second half'
const HALF = Math.floor(WHOLE.length / 2)

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

type Answer = (request: IncomingMessage, response: ServerResponse, call: number) => void

/** A server that answers its calls one after another; `ranges` are what they asked for. */
async function serve(answer: Answer): Promise<{ readonly url: string; readonly ranges: (string | undefined)[] }> {
  const ranges: (string | undefined)[] = []
  const started = createServer((request, response) => {
    ranges.push(request.headers.range)
    answer(request, response, ranges.length)
  })
  server = started
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}/file`, ranges }
}

const sendHalf = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-length': WHOLE.length })
  response.write(WHOLE.slice(0, HALF))
}

const sendRest = (response: ServerResponse): void => {
  response.writeHead(206, { 'content-range': `bytes ${HALF}-${WHOLE.length - 1}/${WHOLE.length}` })
  response.end(WHOLE.slice(HALF))
}

const untouched = new AbortController().signal

describe('a download', () => {
  it('that stands still goes on from the byte it came to', async () => {
    const { url, ranges } = await serve((_, response, call) => (call === 1 ? sendHalf(response) : sendRest(response)))
    const retries = createRetries()
    const part = { chunks: [], received: 0 }
    let asked = false
    const { body } = await receive(url, {
      signal: untouched,
      retries,
      part,
      onBytes: () => {
        if (!asked) retries.again()
        asked = true
      },
    })
    expect(await body.text()).toBe(WHOLE)
    expect(ranges).toEqual([undefined, `bytes=${HALF}-`])
  })

  it('begins anew where the server sends the whole file again', async () => {
    const { url } = await serve((_, response, call) => (call === 1 ? sendHalf(response) : response.end(WHOLE)))
    const retries = createRetries()
    let asked = false
    const { body } = await receive(url, {
      signal: untouched,
      retries,
      part: { chunks: [], received: 0 },
      onBytes: () => {
        if (!asked) retries.again()
        asked = true
      },
    })
    expect(await body.text()).toBe(WHOLE)
  })

  it('that broke off goes on with the next try', async () => {
    const { url, ranges } = await serve((_, response, call) => {
      if (call > 1) return sendRest(response)
      sendHalf(response)
      setTimeout(() => response.destroy(), 20)
    })
    const part = { chunks: [], received: 0 }
    const options = { signal: untouched, retries: createRetries(), part }
    await expect(receive(url, options)).rejects.toThrow()
    const { body } = await receive(url, options)
    expect(await body.text()).toBe(WHOLE)
    expect(ranges).toEqual([undefined, `bytes=${HALF}-`])
  })

  it('ends with the reason of its signal', async () => {
    const { url } = await serve((_, response) => sendHalf(response))
    const controller = new AbortController()
    const retries = createRetries()
    const received = receive(url, {
      signal: controller.signal,
      retries,
      onBytes: () => controller.abort(new Error('stopped')),
    })
    await expect(received).rejects.toThrow('stopped')
  })
})
