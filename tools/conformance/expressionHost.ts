import { readFileSync } from 'node:fs'
import { type Dialect, type ExpressionHost, type FileReference, type Plain, parseJson } from '../../src/expression'

/** What the recorded expressions find around them, as `tests/corpus/seed.json` tells it. */
type Seed = {
  readonly kv: Readonly<Record<string, Readonly<Record<string, Plain>>>>
  readonly secrets: Readonly<Record<string, string>>
  readonly namespaceFiles: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly storage: Readonly<Record<string, string>>
}

/** A host with the keys, secrets and files of a seed. */
export function hostOfSeed(path: string): ExpressionHost {
  const seed = parseJson(readFileSync(path, 'utf8')) as unknown as Seed
  const fileOf = (file: FileReference): string | undefined =>
    file.kind === 'storage' ? seed.storage[file.path] : seed.namespaceFiles[file.namespace]?.[`/${file.path}`]
  return {
    now: () => BigInt(Date.now()) * 1_000_000n,
    random: Math.random,
    zone: 'UTC',
    read: async file => fileOf(file),
    fileSize: async file => {
      const text = fileOf(file)
      return text === undefined ? undefined : new TextEncoder().encode(text).length
    },
    fileExists: async file => fileOf(file) !== undefined,
    kv: async (key, namespace) => seed.kv[namespace]?.[key],
    secret: async key => seed.secrets[key],
    namespaceExists: async namespace => Object.hasOwn(seed.kv, namespace),
  }
}

/** The dialects that every case is run as. */
export const VERSIONS: readonly Dialect[] = ['2.0', '1.3']
