import { describe, expect, it } from 'vitest'
import type { Packages } from '../../src/runtimes'
import { arePacked, givePacks } from '../../src/runtimes/packing'
import type { Pack, Packs } from '../../src/runtimes/packs'

const entry = (name: string, depends: readonly string[] = []) => ({
  name,
  version: '1.0',
  file_name: `${name}-1.0-py3-none-any.whl`,
  sha256: `hash of ${name}`,
  imports: [name],
  depends,
})

const LOCK = { requests: entry('requests', ['idna']), idna: entry('idna'), polars: entry('polars') }
const GREETING = { url: 'https://files.example/greeting.whl', sha256: 'hash of greeting' }

const never = (): never => {
  throw new Error('nothing was to be asked for')
}

const PACKAGES: Packages = {
  vendored: async () => LOCK,
  all: async () => LOCK,
  closure: async names =>
    names.flatMap(name => (name === 'requests' ? [LOCK.idna, LOCK.requests] : [LOCK[name as keyof typeof LOCK]])),
  lockFor: never,
  fetch: never,
  kept: async texts => (String(texts) === 'greeting>=1' ? { packages: [], wheels: [GREETING] } : undefined),
  keep: never,
  isHere: never,
}

/** Packs of these packages; notes what is wanted, and what an interpreter is given. */
function setUp(...names: readonly string[]) {
  const wanted: string[] = []
  const given: Pack[] = []
  const packs: Packs = {
    find: async sha256 =>
      names.includes(sha256.replace('hash of ', '')) ? { name: sha256, content: new Blob(), libraries: [] } : undefined,
    want: sha256 => wanted.push(sha256),
    makeWanted: never,
    giveUp: never,
  }
  const give = async (pack: Pack): Promise<void> => void given.push(pack)
  return { packs, wanted, given, give }
}

describe('packs for an installation', () => {
  it('are handed over with all that it depends on; what has none is installed as before, and wanted', async () => {
    const { packs, wanted, given, give } = setUp('idna', 'polars')
    const answer = await givePacks({ give }, packs, PACKAGES, { packages: ['requests', 'polars'], wheels: [GREETING] })
    expect(given.map(({ name }) => name)).toEqual(['hash of idna', 'hash of polars'])
    expect(answer).toEqual({
      packs: ['hash of idna', 'hash of polars'],
      packages: ['requests'],
      wheels: [GREETING],
    })
    expect(wanted).toEqual(['hash of requests', 'hash of greeting'])
  })

  it('that do not arrive leave the package to be unpacked', async () => {
    const { packs } = setUp('polars')
    const give = async (): Promise<never> => never()
    const wanted = { packages: ['polars'], wheels: [] }
    expect(await givePacks({ give }, packs, PACKAGES, wanted)).toEqual({ packs: [], ...wanted })
  })

  it('are not asked for where there are none at all', async () => {
    const wanted = { packages: ['requests'], wheels: [] }
    expect(await givePacks({ give: never }, undefined, PACKAGES, wanted)).toEqual({ packs: [], ...wanted })
  })
})

describe('all is packed', () => {
  it.each([
    [['requests', 'idna'], [['requests']], true],
    [['requests'], [['requests']], false],
    [['polars', 'greeting'], [['polars'], ['greeting>=1']], true],
    [['polars', 'greeting'], [['greeting']], false],
    [['polars'], [['polars>2']], false],
    [[], [], true],
  ])('with packs of %j, for %j: %s', async (names, groups, answer) => {
    expect(await arePacked(setUp(...names).packs, PACKAGES, groups)).toBe(answer)
  })
})
