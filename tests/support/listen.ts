import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of the tests that listens on loopback. */
export type Listening = {
  readonly port: number
  /** Ends it with every open connection: from here on the port refuses. */
  readonly close: () => Promise<void>
}

/** Lets a server listen on loopback. @param port 0 for any free one */
export function listen(server: Server, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({ port: taken, close: () => close(server) })
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
