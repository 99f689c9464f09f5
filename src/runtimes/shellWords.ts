/**
 * Splits a command line into words as a POSIX shell does for plain text: quotes, backslashes and comments; no
 * substitutions. Answers undefined when a quote is not closed.
 */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote: '"' | "'" | undefined
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (quote) {
      if (character === quote) quote = undefined
      else if (character === '\\' && quote === '"' && '"\\$`'.includes(line.charAt(at + 1))) word += line.charAt(++at)
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '\\') word = (word ?? '') + line.charAt(++at)
    else if (character === '#' && word === undefined) break
    else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote) return undefined
  return word === undefined ? words : [...words, word]
}

/** The commands of a line or of a whole script: split at newlines, `;` and `&&` outside quotes. */
export function splitCommands(text: string): readonly string[] {
  const commands: string[] = []
  let current = ''
  let quote: string | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote) {
      if (character === quote) quote = undefined
    } else if (character === '"' || character === "'") quote = character
    else if (character === '\n' || character === ';' || text.startsWith('&&', at)) {
      commands.push(current)
      current = ''
      if (character === '&') at++
      continue
    } else if (character === '\\' && text.charAt(at + 1) === '\n') {
      at++
      current += ' '
      continue
    }
    current += character
  }
  return [...commands, current].map(command => command.trim()).filter(command => command !== '')
}
