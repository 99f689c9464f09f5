import { readdirSync, readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../tools/root'
import { readWheel } from '../../tools/vendor/wheel'

const WHEELS = `${ROOT}public/wheels/`
const wheel = (start: string): Uint8Array =>
  readFileSync(WHEELS + (readdirSync(WHEELS).find(file => file.startsWith(start)) ?? ''))

const made = (metadata: string, ...files: readonly string[]): Uint8Array =>
  zipSync(
    Object.fromEntries([
      ...files.map(file => [file, strToU8('')] as const),
      ['a-1.dist-info/METADATA', strToU8(`${metadata}\n\nRequires-Dist: only-words\n`)],
    ]),
  )

describe('a wheel', () => {
  it('says version, licence, what it needs and what can be imported', () => {
    const { version, licence, depends, imports } = readWheel(wheel('requests-'))
    expect(version).toMatch(/^2\./)
    expect(licence).toContain('Apache')
    expect([...depends].sort()).toEqual(['certifi', 'charset-normalizer', 'idna', 'urllib3'])
    expect(imports).toEqual(['requests'])
  })

  it.each([
    ['six>=1.5', ['six']],
    ['Some_Thing (>=1)', ['some-thing']],
    ['pytest; extra == "test"', []],
    ['pytest ; extra == "a" or extra == "b"', []],
    ['tzdata; sys_platform == "win32"', []],
    ['pywin32; platform_system != "Emscripten"', []],
    ['typing-extensions>=4; python_version < "3.11"', []],
    ['typing-extensions>=4; python_version >= "3.9"', ['typing-extensions']],
  ])('with %s needs %j', (requirement, needed) => {
    expect(readWheel(made(`Version: 1\nRequires-Dist: ${requirement}`)).depends).toEqual(needed)
  })

  it('names modules beside packages, and no metadata', () => {
    expect(readWheel(made('Version: 1', 'six.py', 'dateutil/__init__.py', 'a-1.dist-info/RECORD')).imports).toEqual([
      'six',
      'dateutil',
    ])
  })
})
