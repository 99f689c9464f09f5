import type { DownloadFormat } from '../../serde'

/** Hands a Blob to the browser's downloads under a name. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** The name of a file in another format: `products.csv` as JSON is `products.json`. */
export const nameInFormat = (name: string, format: DownloadFormat): string =>
  `${name.replace(/\.[A-Za-z0-9]+$/, '')}.${format}`
