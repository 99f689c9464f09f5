/** A Java regular expression, ready for use. */
export type CompiledRegex = {
  readonly matches: (text: string) => boolean
  readonly replaceAll: (text: string, replacement: string) => string
  readonly replaceFirst: (text: string, replacement: string) => string
  readonly split: (text: string, limit?: number) => readonly string[]
}

export function compileRegex(regex: string): CompiledRegex {
  const global = new RegExp(regex, 'gu')
  return {
    matches: text => new RegExp(`^(?:${regex})$`, 'u').test(text),
    replaceAll: (text, replacement) => text.replace(global, replacement),
    replaceFirst: (text, replacement) => text.replace(new RegExp(regex, 'u'), replacement),
    split: text => text.split(global),
  }
}
