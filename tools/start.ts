import { buildSite } from './build/site'
import { ROOT } from './root'
import { serveFolder } from './serve'

/** `npm start`: builds the site and serves it on loopback until it is stopped. PORT names the port. */
const DEFAULT_PORT = 4173

await buildSite()
process.stdout.write(`${await serve()}\n`)

async function serve(): Promise<string> {
  const wanted = process.env.PORT
  if (wanted) return (await serveFolder(`${ROOT}dist`, Number(wanted))).url
  try {
    return (await serveFolder(`${ROOT}dist`, DEFAULT_PORT)).url
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return (await serveFolder(`${ROOT}dist`)).url
  }
}
