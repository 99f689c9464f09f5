import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

/** Memory of a browser in megabytes: what it had before some work, and the most that it had meanwhile. */
export type Peak = { readonly before: number; readonly most: number }

const EVERY = 50

/**
 * Does some work in a page and watches the memory of all processes of its browser meanwhile, blobs in the browser's own
 * included. Without a peak where the system does not tell: only Linux has `/proc/PID/smaps_rollup`.
 */
export async function watchMemory<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly peak?: Peak }> {
  await page.requestGC()
  const before = await memoryOf(page)
  if (before === undefined) return { answer: await work() }
  let most = before
  let over = false
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, (await memoryOf(page)) ?? 0)
      await new Promise(resolve => setTimeout(resolve, EVERY))
    }
  })()
  try {
    const answer = await work()
    return { answer, peak: { before, most } }
  } finally {
    over = true
    await watching
  }
}

/** Proportional set sizes of all processes of a page's browser, added up. */
async function memoryOf(page: Page): Promise<number | undefined> {
  const session = await page.context().browser()?.newBrowserCDPSession()
  if (!session) return undefined
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = await Promise.all(processInfo.map(({ id }) => sizeOf(id)))
  const known = sizes.filter(size => size !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, size) => sum + size, 0)
}

async function sizeOf(process: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${process}/smaps_rollup`, 'utf8').catch(() => '')
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(text)?.[1]
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6
}
