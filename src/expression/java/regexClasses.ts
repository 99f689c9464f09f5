/** POSIX and java.lang names of `\p{…}`, as the inside of a JavaScript class. ASCII only, as in Java. */
const NAMED: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\u{0}-\\u{7f}',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: '0-9a-zA-Z',
  Punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  Graph: '\\u{21}-\\u{7e}',
  Print: '\\u{20}-\\u{7e}',
  Blank: ' \\t',
  Cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\u{b}\\f\\r',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaTitleCase: '\\p{Lt}',
  javaAlphabetic: '\\p{Alphabetic}',
  javaIdeographic: '\\p{Ideographic}',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  javaLetterOrDigit: '\\p{L}\\p{Nd}',
  javaWhitespace:
    '\\t-\\r\\u{1c}-\\u{20}\\u{1680}\\u{2000}-\\u{2006}\\u{2008}-\\u{200a}\\u{2028}\\u{2029}\\u{205f}\\u{3000}',
  javaSpaceChar: '\\p{Z}',
  javaISOControl: '\\u{0}-\\u{1f}\\u{7f}-\\u{9f}',
  L1: '\\u{0}-\\u{ff}',
  LD: '\\p{L}\\p{Nd}',
  all: '\\u{0}-\\u{10ffff}',
}

/** Binary properties that Java writes with `Is`, in any case. */
const BINARY: Readonly<Record<string, string>> = {
  ALPHABETIC: '\\p{Alphabetic}',
  LETTER: '\\p{L}',
  IDEOGRAPHIC: '\\p{Ideographic}',
  LOWERCASE: '\\p{Lowercase}',
  UPPERCASE: '\\p{Uppercase}',
  TITLECASE: '\\p{Lt}',
  WHITE_SPACE: '\\p{White_Space}',
  WHITESPACE: '\\p{White_Space}',
  CONTROL: '\\p{Cc}',
  PUNCTUATION: '\\p{P}',
  HEX_DIGIT: '\\p{Nd}\\p{AHex}',
  HEXDIGIT: '\\p{Nd}\\p{AHex}',
  ASSIGNED: '\\P{Cn}',
  NONCHARACTER_CODE_POINT: '\\p{NChar}',
  NONCHARACTERCODEPOINT: '\\p{NChar}',
  DIGIT: '\\p{Nd}',
  ALNUM: '\\p{Alphabetic}\\p{Nd}',
  BLANK: '\\p{Zs}\\t',
  GRAPH: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}',
  PRINT: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}',
  WORD: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}',
  JOIN_CONTROL: '\\p{Join_Control}',
  EMOJI: '\\p{Emoji}',
  EMOJI_PRESENTATION: '\\p{Emoji_Presentation}',
}

/** A few blocks; JavaScript knows none. */
const BLOCKS: Readonly<Record<string, string>> = {
  BASICLATIN: '\\u{0}-\\u{7f}',
  LATIN1SUPPLEMENT: '\\u{80}-\\u{ff}',
  GREEK: '\\u{370}-\\u{3ff}',
  CYRILLIC: '\\u{400}-\\u{4ff}',
  HEBREW: '\\u{590}-\\u{5ff}',
  ARABIC: '\\u{600}-\\u{6ff}',
  HIRAGANA: '\\u{3040}-\\u{309f}',
  KATAKANA: '\\u{30a0}-\\u{30ff}',
  CJKUNIFIEDIDEOGRAPHS: '\\u{4e00}-\\u{9fff}',
}

/** The inside of a JavaScript class for what stands between the braces of `\p{…}`; undefined for unknown names. */
export function propertyClass(name: string): string | undefined {
  if (Object.hasOwn(NAMED, name)) return NAMED[name]
  const equals = name.indexOf('=')
  if (equals !== -1) return keyedProperty(name.slice(0, equals).toLowerCase(), name.slice(equals + 1))
  if (name.startsWith('In')) return BLOCKS[name.slice(2).toUpperCase().replace(/[ _-]/g, '')]
  if (name.startsWith('Is')) {
    const rest = name.slice(2)
    return BINARY[rest.toUpperCase()] ?? known(`\\p{${rest}}`) ?? known(`\\p{Script=${capitalized(rest)}}`)
  }
  return /^(?:L[ultmo]?|LC|M[nce]?|N[dlo]?|Z[slp]?|C[cfons]?|P[dseicof]?|S[mcko]?)$/.test(name)
    ? `\\p{${name}}`
    : undefined
}

function keyedProperty(key: string, value: string): string | undefined {
  switch (key) {
    case 'sc':
    case 'script':
      return known(`\\p{Script=${capitalized(value)}}`)
    case 'blk':
    case 'block':
      return BLOCKS[value.toUpperCase().replace(/[ _-]/g, '')]
    case 'gc':
    case 'general_category':
      return known(`\\p{gc=${value}}`)
    default:
      return undefined
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}

function known(property: string): string | undefined {
  try {
    new RegExp(property, 'v')
    return property
  } catch {
    // Not a name that JavaScript knows, which is all there is to tell.
    return undefined
  }
}
