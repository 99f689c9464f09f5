import { hashOrderedKeys } from '../expression'

export type HashOrder = {
  /** As for the constructor of java.util.HashMap. */
  readonly capacity: number
  /** Whether keys that share a bucket come out last one first. */
  readonly lastFirst?: boolean
}

/**
 * A map that is filled like any other and iterates as a java.util.HashMap does. The order is looked up when somebody
 * asks for it, so that adding and reading a key costs the same however many there are.
 */
export class HashOrderedMap extends Map<string, unknown> {
  readonly #order: HashOrder
  #keys: readonly string[] | undefined

  constructor(order: HashOrder) {
    super()
    this.#order = order
  }

  override set(key: string, value: unknown): this {
    if (!this.has(key)) this.#keys = undefined
    return super.set(key, value)
  }

  override delete(key: string): boolean {
    this.#keys = undefined
    return super.delete(key)
  }

  override *keys(): MapIterator<string> {
    const { capacity, lastFirst } = this.#order
    const added = [...super.keys()]
    this.#keys ??= hashOrderedKeys(lastFirst ? added.reverse() : added, capacity)
    yield* this.#keys
  }

  override *entries(): MapIterator<[string, unknown]> {
    for (const key of this.keys()) yield [key, this.get(key)]
  }

  override *values(): MapIterator<unknown> {
    for (const key of this.keys()) yield this.get(key)
  }

  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries()
  }

  override forEach(work: (value: unknown, key: string, map: Map<string, unknown>) => void): void {
    for (const [key, value] of this) work(value, key, this)
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('$java' in value) && !(value instanceof Map)

/** The order of a HashMap that was made for as many entries as another map has. Source: `HashMap.newHashMap`. */
export const copiedOrder = (size: number): HashOrder => ({ capacity: Math.ceil(size / 0.75) })

/** A copy with the order of a copied HashMap; with `deep` the maps inside it too, but not those inside lists. */
export function copyAsHashMap(map: Readonly<Record<string, unknown>>, deep: boolean): ReadonlyMap<string, unknown> {
  const entries = Object.entries(map)
  const copy = new HashOrderedMap(copiedOrder(entries.length))
  for (const [key, value] of entries) copy.set(key, deep && isMap(value) ? copyAsHashMap(value, deep) : value)
  return copy
}
