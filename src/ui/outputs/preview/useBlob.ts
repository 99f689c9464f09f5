import { useEffect, useState } from 'react'

/** Something read in the background: not yet there, there, or refused with a reason. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string }

/** Reads something again whenever `key` changes; what comes too late is dropped. */
export function useLoaded<T>(key: unknown, read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ readonly key: unknown; readonly value: Loaded<T> }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is new on every paint; `key` says when it differs
  useEffect(() => {
    const leaving = new AbortController()
    const set = (value: Loaded<T>): void => {
      if (!leaving.signal.aborted) setLoaded({ key, value })
    }
    read(leaving.signal).then(
      value => set({ state: 'ready', value }),
      (error: unknown) => set({ state: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    return () => leaving.abort()
  }, [key])
  return loaded && loaded.key === key ? loaded.value : { state: 'loading' }
}

/** An address of a Blob for an image, a frame or a player; it is given back when the Blob changes. */
export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return blob ? url : undefined
}
