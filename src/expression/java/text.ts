/**
 * A slug as Kestra's `Slugify.of` makes it: white space to `-`, accents off, only `\w` and `-` kept, `_` to `-`, no
 * double or outer `-`, lower case.
 */
export function slugify(text: string): string {
  return text
    .replace(/[ \t\n\v\f\r]/g, '-')
    .normalize('NFD')
    .replace(/[^A-Za-z0-9_-]/g, '')
    .replaceAll('_', '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
}

/** `String.trim()`: cuts every character up to U+0020, and only those, at both ends. */
export function javaTrim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 32) start++
  while (end > start && text.charCodeAt(end - 1) <= 32) end--
  return text.slice(start, end)
}

/** `Character.isWhitespace`: no non-breaking spaces, but the four information separators U+001C to U+001F. */
export function isJavaWhitespace(char: string): boolean {
  const code = char.charCodeAt(0)
  return (code >= 28 && code <= 31) || (/^\s$/.test(char) && !/^[\u00a0\u2007\u202f\ufeff]$/.test(char))
}
