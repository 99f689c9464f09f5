/** The name that a server gives a file: `filename*=UTF-8''a%20b.csv` before `filename="a b.csv"`. */
export function fileNameOf(disposition: string | undefined): string | undefined {
  if (disposition === undefined) return undefined
  const [, extended] = /filename\*\s*=\s*[\w-]*'[^']*'([^;]+)/i.exec(disposition) ?? []
  const [, quoted, bare] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition) ?? []
  const name = decoded((extended ?? quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').trim())
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return last === '' ? undefined : encodeURIComponent(last).replaceAll('%20', '+')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What follows the last dot of an address's path, with the dot; `.tmp` when there is none. */
export function extensionOf(url: string): string {
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  const dot = name.lastIndexOf('.')
  return dot === -1 ? '.tmp' : name.slice(dot)
}
