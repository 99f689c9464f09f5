/** `String.hashCode()`. */
export function stringHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** `Integer.hashCode()` is the value itself, `Long.hashCode()` folds its halves; both agree for small values ≥ 0. */
export function longHash(value: bigint): number {
  const bits = BigInt.asUintN(64, value)
  return Number(BigInt.asIntN(32, bits ^ (bits >> 32n)))
}

/** `Double.hashCode()`. */
export function doubleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getInt32(0) ^ view.getInt32(4)
}

/** `Boolean.hashCode()`. */
export function booleanHash(value: boolean): number {
  return value ? 1231 : 1237
}

/**
 * The order in which a java.util.HashMap gives back entries that were put in order of `hashes` (all keys different).
 * @param hashes each key's `hashCode()`; that of a null key is 0
 * @param initialCapacity the constructor's argument; 16 is `new HashMap()`
 * @returns positions in `hashes`
 */
export function hashMapOrder(hashes: readonly number[], initialCapacity = 16): readonly number[] {
  const buckets: number[][] = []
  const mask = tableSize(hashes.length, initialCapacity) - 1
  hashes.forEach((hash, position) => {
    const bucket = (hash ^ (hash >>> 16)) & mask
    const sharing = buckets[bucket]
    if (sharing) sharing.push(position)
    else buckets[bucket] = [position]
  })
  // Splitting a bucket on a resize keeps the order inside it, so only the final size matters.
  return buckets.flat()
}

/** Keys of a HashMap filled by `put` in the order given; a repeated key keeps its first place. */
export function hashOrderedKeys(keys: readonly string[], initialCapacity = 16): readonly string[] {
  const distinct = [...new Set(keys)]
  return hashMapOrder(distinct.map(stringHash), initialCapacity).map(position => distinct[position] as string)
}

/** The capacity Pebble gives the HashMap of a `{…}` literal of `size` entries, and Guava-style copies use. */
export function capacityFor(size: number): number {
  return Math.ceil(size / 0.75)
}

function tableSize(count: number, initialCapacity: number): number {
  let size = 1
  while (size < initialCapacity) size *= 2
  while (count > size * 0.75) size *= 2
  return size
}
