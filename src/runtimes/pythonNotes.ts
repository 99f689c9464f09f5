import { SYSTEM } from './images'
import { DownloadFailed } from './packageFiles'
import { type LockPackages, packageTitle } from './packages'
import type { JobListener } from './runtimes'

/** Things that no browser has: how their failure reads, and what to do instead. */
const ADVICE: readonly { readonly sign: RegExp; readonly advice: string }[] = [
  {
    sign: /EOFError: EOF when reading a line/,
    advice:
      'input() waits for a keyboard, which a flow does not have. Declare an input of the flow and write {{ inputs.name }}.',
  },
  {
    sign: /can't start new thread/,
    advice: 'Threads do not exist in a browser. Call the function directly, or use asyncio.',
  },
  {
    sign: /emscripten does not support processes|ModuleNotFoundError: No module named '_?(?:multiprocessing|posixsubprocess)/,
    advice: 'Processes do not exist in a browser. Use the Commands task, or do the work in Python.',
  },
  {
    sign: /Sockets do not exist|socket\.|_socket|No module named 'ssl'|gaierror|Errno (?:23|138)\] (?:Host|Function)/,
    advice:
      'Sockets do not exist in a browser. Use requests, urllib or httpx for HTTP; databases and mail need a server.',
  },
  {
    sign: /MemoryError|Cannot enlarge memory/,
    advice: 'python ran out of memory (2 GB in a browser tab). Read fewer rows, or scan the file with SQL.',
  },
  {
    sign: /parquet/i,
    advice: 'Polars here reads and writes no Parquet. Write CSV, or use SQL.',
  },
]

/** Says what to do where the browser is the reason of an uncaught exception. */
export function noteTraceback(traceback: string, listener: JobListener): void {
  const last = traceback.trim().split('\n').slice(-3).join('\n')
  const found = ADVICE.find(({ sign }) => sign.test(last))
  if (found) listener.note('WARN', found.advice)
}

/** Says which packages were loaded because a program imports them, and what that takes in Kestra. */
export function noteLoaded(names: readonly string[], vendored: LockPackages, { note }: JobListener): void {
  for (const name of names) {
    const entry = Object.hasOwn(vendored, name) ? vendored[name] : undefined
    const loaded = `${entry ? packageTitle(entry) : name} was loaded because the script imports`
    if (name === SYSTEM.zoneinfo) note('INFO', `${loaded} zoneinfo; in Kestra the image has the time zones.`)
    else note('WARN', `${loaded} it. In Kestra the script needs pip install ${name}.`)
  }
}

/** A download of packages that failed, with what to do about it. */
export const withAdvice = (failed: Error): Error =>
  failed instanceof DownloadFailed
    ? new DownloadFailed(
        `${failed.message}. Nothing is lost: run it again with a network, after which it stays in this browser. A site of your own brings packages along: npm run vendor -- python NAME.`,
        { cause: failed },
      )
    : failed
