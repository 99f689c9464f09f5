/** How the content of a file is shown. */
export type FileKind = 'table' | 'json' | 'markdown' | 'html' | 'image' | 'pdf' | 'audio' | 'video' | 'text' | 'binary'

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  ion: 'table',
  csv: 'table',
  tsv: 'table',
  jsonl: 'table',
  ndjson: 'table',
  parquet: 'table',
  json: 'json',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  avif: 'image',
  bmp: 'image',
  svg: 'image',
  pdf: 'pdf',
  mp3: 'audio',
  wav: 'audio',
  ogg: 'audio',
  mp4: 'video',
  webm: 'video',
  duckdb: 'binary',
  db: 'binary',
  zip: 'binary',
  gz: 'binary',
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
}

/** The extension of a file name in small letters, without its dot; empty when there is none. */
export const extensionOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** The media type that a browser needs to show a file of this name. */
export const mediaTypeOf = (name: string): string => TYPES[extensionOf(name)] ?? 'application/octet-stream'

/** How a file of this name is shown; undefined where only its bytes can tell. */
export const kindByName = (name: string): FileKind | undefined => BY_EXTENSION[extensionOf(name)]

const SNIFFED = 4096

/** How a file is shown, by its name or else by its first bytes: text without control characters, or binary. */
export async function fileKindOf(file: Blob, name: string): Promise<FileKind> {
  const known = kindByName(name)
  if (known) return known
  const bytes = new Uint8Array(await file.slice(0, SNIFFED).arrayBuffer())
  return bytes.every(isTextByte) ? 'text' : 'binary'
}

const isTextByte = (byte: number): boolean => byte >= 32 || byte === 9 || byte === 10 || byte === 13 || byte === 27

const RANDOM_PREFIX = /^[A-Za-z0-9]{16,32}-(?=.)/

/** The name of a stored file as people know it: the end of its address, without the random letters before it. */
export function fileNameOf(uri: string, key: string | number | undefined): string {
  if (typeof key === 'string' && extensionOf(key) !== '') return key
  return decodeName(uri.slice(uri.lastIndexOf('/') + 1)).replace(RANDOM_PREFIX, '')
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
