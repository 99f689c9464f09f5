/** What Pebble says of a template that does not parse, in plain words, and what to do where that can be told. */
export type SyntaxMessage = { readonly message: string; readonly hint?: string }

/**
 * @param message as Kestra words it: a Java class, what is wrong, and the whole template with a line
 * @param template the text that was parsed
 * @param at the offset in it where it went wrong
 */
export function syntaxMessage(message: string, template: string, at: number | undefined): SyntaxMessage {
  const bare = bareMessage(message, template)
  const near = at === undefined ? '' : template.slice(Math.max(0, at - 2), at + 2)
  for (const [pattern, say] of PHRASES) {
    const found = pattern.exec(bare)
    if (found) return { message: say(found[1] ?? '', found[2] ?? ''), ...hintFor(near, found[1] ?? '') }
  }
  return { message: bare }
}

function bareMessage(message: string, template: string): string {
  const end = message.lastIndexOf(` (${template}:`)
  return message.slice(0, end === -1 ? undefined : end).replace(/^[\w.]+(?:Exception|Error): /, '')
}

const PHRASES: readonly (readonly [RegExp, (found: string, wanted: string) => string])[] = [
  [/^Unexpected token of value "(.*)" and type \w+, expected token of type (\w+)$/s, unexpected],
  [/^Unexpected token "\w+" of value "(.*)"$/s, found => unexpected(found, '')],
  [/^Unexpected character \[\0\]$/, () => 'The expression is not closed'],
  [/^Unexpected character \[(["'])\]$/, quote => `A text that begins with ${quote} is not closed`],
  [/^Unexpected character \[(.*)\]$/s, found => `\`${found}\` is out of place`],
  [/^Unexpected end of template. Pebble was looking for the "(\w+)" tag$/, tag => `\`{% ${tag} %}\` is missing`],
  [
    /^Unexpected tag name "(.*)"$/,
    tag => (/^e(?:nd|lse)/.test(tag) ? `\`${tag}\` is out of place` : `No tag \`${tag}\``),
  ],
  [/^Unclosed "(.)"$/, bracket => `\`${bracket}\` is not closed`],
]

const WANTED: Readonly<Record<string, string>> = {
  NAME: 'a name is expected',
  PRINT_END: '`}}` is expected',
  EXECUTE_END: '`%}` is expected',
}

function unexpected(found: string, wanted: string): string {
  const what = WANTED[wanted]
  if (found === '}}' || found === '%}') return `Something is missing before \`${found}\``
  return `\`${found}\` is out of place${what === undefined ? '' : `: ${what}`}`
}

/** Signs of other languages, and what Kestra has instead. */
function hintFor(near: string, found: string): { readonly hint?: string } {
  if (near.includes('&&')) return { hint: 'Write `and`.' }
  if (near.includes('||')) return { hint: 'Write `or`.' }
  if (near.includes('===')) return { hint: 'Write `==`.' }
  if (found === '!') return { hint: 'Write `not`.' }
  if (/^(?:starts|ends)With$/.test(found)) return { hint: `Write \`| ${found}(…)\`.` }
  if (found === '\\') return { hint: 'Quotes inside an expression take no backslash.' }
  return {}
}
