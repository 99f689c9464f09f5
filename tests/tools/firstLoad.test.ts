import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstLoad } from '../../tools/build/firstLoad'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowyard-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const site = (): void => {
  put(
    'index.html',
    '<script type="module" src="./assets/index-aaaaaaaa.js"></script><link rel="stylesheet" href="./assets/index-aaaaaaaa.css">',
  )
  put('assets/index-aaaaaaaa.css', 'body{}')
  put('assets/index-aaaaaaaa.js', "import{a}from'./shared-bbbbbbbb.js';import('./later-cccccccc.js');a()")
  put('assets/shared-bbbbbbbb.js', 'export const a=()=>1')
  put('assets/later-cccccccc.js', 'export const b=1')
  put('assets/FlowEditor-dddddddd.js', "import'./shared-bbbbbbbb.js'")
  put('assets/engine.worker-eeeeeeee.js', 'self.onmessage=null')
  put('assets/geist-latin-wght-normal-ffffffff.woff2', 'font')
  put('assets/geist-cyrillic-wght-normal-ffffffff.woff2', 'font')
}

describe('the first load', () => {
  it('counts what the page names and what that imports, each once, and nothing that waits', async () => {
    site()
    const [shell, screen, worker, fonts] = await firstLoad(folder)
    expect(shell?.files).toEqual(['assets/index-aaaaaaaa.css', 'assets/index-aaaaaaaa.js', 'assets/shared-bbbbbbbb.js'])
    expect(screen?.files).toEqual([...(shell?.files ?? []), 'assets/FlowEditor-dddddddd.js'])
    expect(worker?.files).toEqual(['assets/engine.worker-eeeeeeee.js'])
    expect(fonts?.files).toEqual(['assets/geist-latin-wght-normal-ffffffff.woff2'])
  })

  it('refuses to count a site without its editor', async () => {
    site()
    rmSync(join(folder, 'assets/FlowEditor-dddddddd.js'))
    await expect(firstLoad(folder)).rejects.toThrow('assets/ has no FlowEditor')
  })
})
