import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anchorOf, isFlow, type Page, renderPage } from '../../tools/build/guides/page'
import { readGuides } from '../../tools/build/guides/read'
import { ROOT } from '../../tools/root'
import { createWorld } from '../support/engine/world'

const { menu, all } = readGuides()
const guides = menu.map(page => [page.source, page] as const)

/** Files that a reader of the guide makes. */
const MADE = /FileDecompress|5-my-lesson\.yaml$/

const read = (path: string): string => readFileSync(ROOT + path, 'utf8')
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found)
const blocks = (text: string, language: string): readonly string[] =>
  matches(text, new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '')
const anchors = (text: string): readonly string[] => matches(prose(text), /^#{2,3} (.+)$/gm).map(anchorOf)

/** All words that the page and the embed show. */
const screen = ['src/ui', 'src/embed']
  .flatMap(folder => readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`))
  .filter(file => /\.tsx?$/.test(file))
  .map(read)
  .join('\n')

let folder: string
beforeAll(() => {
  mkdirSync(`${ROOT}.cache`, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'flowyard-guides-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the guides', () => {
  it('are all in the menu', () => {
    const files = readdirSync(`${ROOT}docs/guides`).map(name => `docs/guides/${name}`)
    expect(menu.map(({ source }) => source).sort()).toEqual(files.sort())
  })

  it.each(guides)('%s links to what is there', (_, { source, text }) => {
    for (const address of matches(prose(text), /\]\(([^)]+)\)/g)) {
      if (address.startsWith('https://')) continue
      const [path = '', anchor] = address.split('#')
      const target = path === '' ? source : posix.join(dirname(source), path)
      expect(existsSync(ROOT + target), `${source}: ${address}`).toBe(true)
      if (anchor !== undefined) expect(anchors(read(target)), `${source}: ${address}`).toContain(anchor)
    }
  })

  it.each(guides)('%s names files that are there', (_, { text }) => {
    const named = matches(prose(text), /`((?:src|tools|tests|docs|public|workers)\/[^`\s*]+)`/g)
    expect(named.filter(path => !MADE.test(path) && !existsSync(ROOT + path))).toEqual([])
  })

  it.each(guides)('%s names commands that are there', (_, { text }) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const commands = matches(text, /\bnpm (?:run )?(?:-\w+ )*([a-z]+)/g).filter(name => name !== 'ci')
    expect(commands.filter(name => !(name in scripts))).toEqual([])
  })

  it.each(guides)('%s has in bold what stands on the screen', (_, { text }) => {
    const words = matches(prose(text), /\*\*([^*]+)\*\*/g)
    expect(words.filter(word => !screen.includes(word))).toEqual([])
  })

  const flows = menu.flatMap(({ text }) => blocks(text, 'yaml')).filter(flow => isFlow(flow) && !MADE.test(flow))

  it.each(flows.filter(flow => !/plugin\.(?:scripts|jdbc|core\.http)\./.test(flow)))(
    'have flows that run: %s',
    async flow => {
      expect((await createWorld().run(flow)).state.current).toBe('SUCCESS')
    },
  )

  it('have flows that validate', () => {
    const files = flows.map((flow, at) => {
      writeFileSync(join(folder, `${at}.yaml`), flow)
      return join(folder, `${at}.yaml`)
    })
    expect(files.length).toBeGreaterThan(1)
    const { stdout } = spawnSync('npm', ['run', '-s', 'validate', '--', ...files], { cwd: ROOT, encoding: 'utf8' })
    expect(stdout).toBe(`${files.length} files, 0 errors, 0 warnings\n`)
  })

  it('have links to their lessons', () => {
    const { text } = menu.find(({ file }) => file === 'teachers.html') ?? { text: '' }
    for (const [, course = '', last = ''] of text.matchAll(/`#\/lesson\/(\w+)\/1` to `(\d)`/g)) {
      expect(readdirSync(`${ROOT}src/lessons/courses/${course}`), course).toHaveLength(Number(last))
    }
  })
})

describe('a guide as a page', () => {
  const pages = all.map(page => [page.file, renderPage(page, all, menu)] as const)
  const names = new Set([...all.map(({ file }) => `./${file}`), './guides.css', '../index.html', '../icon.svg'])

  it.each(pages)('%s loads nothing but the style and links only to what the site has', (_, html) => {
    expect(html).toContain(`content="default-src 'none'; style-src 'self';`)
    expect(html).not.toMatch(/<script|<\w[^>]*\s(?:style|on\w+)=/)
    const addresses = matches(html, /\b(?:href|src)="([^"#]*)/g).filter(address => address !== '')
    expect(addresses.filter(address => !names.has(address) && !address.startsWith('https://'))).toEqual([])
  })

  const page = (text: string): Page => ({ file: 'a.html', source: 'docs/guides/a.md', text })
  const drawn = (text: string): string => renderPage(page(text), all, [])

  it('opens a whole flow, and no part of one', () => {
    const flow = 'id: a\nnamespace: b\ntasks: []\n'
    expect(drawn(`# A\n\n\`\`\`yaml\n${flow}\`\`\``)).toContain('href="../index.html#/v1/d/')
    expect(drawn('# A\n\n```yaml\nid: a\n```')).not.toContain('index.html#')
  })

  it('leads to other pages, and leaves of links into the repository their words', () => {
    const html = drawn('# A\n\n[one](readers.md#files), [two](../tasks.md), [three](../../src/main.tsx)')
    expect(html).toContain('<a href="./readers.html#files">one</a>')
    expect(html).toContain('<a href="./tasks-reference.html">two</a>, three')
  })

  it('shows markup as text', () => {
    expect(drawn('# A\n\n<script>alert(1)</script>\n\n```yaml\na: <b>\n```')).not.toMatch(/<script|<b>/)
  })
})

describe('the task type of the guide for contributors', () => {
  it('passes the test beside it', async () => {
    const { text } = menu.find(({ file }) => file === 'contributors.html') ?? { text: '' }
    const [definition = '', test = ''] = blocks(text, 'ts')
    const place = mkdtempSync(`${ROOT}.cache/guide-`)
    try {
      writeFileSync(`${place}/FileDecompress.ts`, definition.replaceAll("'../../task'", `'${ROOT}src/task'`))
      writeFileSync(
        `${place}/FileDecompress.test.ts`,
        test
          .replaceAll(/'[./]+src\/plugins\/compress\/FileDecompress'/g, "'./FileDecompress'")
          .replaceAll("'../../support/runContext'", `'${ROOT}tests/support/runContext'`),
      )
      const config = `${place}/vitest.config.ts`
      writeFileSync(config, "export default { test: { include: ['*.test.ts'] } }")
      const { status, stdout, stderr } = spawnSync('npx', ['vitest', 'run', '--config', config, '--root', place], {
        cwd: ROOT,
        encoding: 'utf8',
      })
      expect(status, stdout + stderr).toBe(0)
    } finally {
      rmSync(place, { recursive: true })
    }
  })
})
