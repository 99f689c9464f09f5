import { utf8Bytes } from '../java/encoding'
import { stringHash } from '../java/hashes'
import { javaTrim } from '../java/text'
import { compileRegex } from '../regex'
import { illegalArgument, JavaThrown } from '../thrown'
import { intValue, JavaArray, JavaCharacter, Opaque, type Value } from '../value'
import { methods } from './table'

/** `java.lang.String`. */
export const STRING = methods({
  'length()': text => of(text).length,
  'isEmpty()': text => of(text) === '',
  'isBlank()': text => strip(of(text)) === '',
  'toUpperCase()': text => of(text).toUpperCase(),
  'toLowerCase()': text => of(text).toLowerCase(),
  'trim()': text => javaTrim(of(text)),
  'strip()': text => strip(of(text)),
  'stripLeading()': text => of(text).replace(LEADING, ''),
  'stripTrailing()': text => of(text).replace(TRAILING, ''),
  'toString()': text => text,
  'intern()': text => text,
  'hashCode()': text => stringHash(of(text)),
  'concat(String)': (text, [more = null]) => of(text) + of(more),
  'startsWith(String)': (text, [prefix = null]) => of(text).startsWith(of(prefix)),
  'startsWith(String,int)': (text, [prefix = null, from = null]) => of(text).startsWith(of(prefix), intValue(from)),
  'endsWith(String)': (text, [suffix = null]) => of(text).endsWith(of(suffix)),
  'indexOf(String)': (text, [wanted = null]) => of(text).indexOf(of(wanted)),
  'indexOf(String,int)': (text, [wanted = null, from = null]) => of(text).indexOf(of(wanted), intValue(from)),
  'indexOf(int)': (text, [code = null]) => of(text).indexOf(String.fromCodePoint(intValue(code))),
  'lastIndexOf(String)': (text, [wanted = null]) => of(text).lastIndexOf(of(wanted)),
  'lastIndexOf(String,int)': (text, [wanted = null, from = null]) => of(text).lastIndexOf(of(wanted), intValue(from)),
  'replace(String,String)': (text, [from = null, to = null]) => of(text).replaceAll(of(from), () => of(to)),
  'replaceAll(String,String)': (text, [regex = null, to = null]) =>
    compileRegex(of(regex)).replaceAll(of(text), of(to)),
  'replaceFirst(String,String)': (text, [regex = null, to = null]) =>
    compileRegex(of(regex)).replaceFirst(of(text), of(to)),
  'matches(String)': (text, [regex = null]) => compileRegex(of(regex)).matches(of(text)),
  'split(String)': (text, [regex = null]) => new JavaArray([...compileRegex(of(regex)).split(of(text))]),
  'split(String,int)': (text, [regex = null, limit = null]) =>
    new JavaArray([...compileRegex(of(regex)).split(of(text), intValue(limit))]),
  'equalsIgnoreCase(String)': (text, [other = null]) => of(text).toLowerCase() === of(other).toLowerCase(),
  'compareTo(String)': (text, [other = null]) => compareTexts(of(text), of(other)),
  'compareToIgnoreCase(String)': (text, [other = null]) =>
    compareTexts(of(text).toLowerCase(), of(other).toLowerCase()),
  'charAt(int)': (text, [index = null]) => new JavaCharacter(charAt(of(text), intValue(index))),
  'codePointAt(int)': (text, [index = null]) => {
    charAt(of(text), intValue(index))
    return of(text).codePointAt(intValue(index)) ?? 0
  },
  'substring(int)': (text, [from = null]) => substring(of(text), intValue(from), of(text).length),
  'substring(int,int)': (text, [from = null, to = null]) => substring(of(text), intValue(from), intValue(to)),
  'subSequence(int,int)': (text, [from = null, to = null]) => substring(of(text), intValue(from), intValue(to)),
  'repeat(int)': (text, [count = null], session) => {
    const times = intValue(count)
    if (times < 0) throw illegalArgument(`count is negative: ${times}`)
    session.ensureItems(of(text).length * times)
    return of(text).repeat(times)
  },
  'getBytes()': text => utf8Bytes(of(text)),
  'chars()': () => new Opaque('java.util.stream.IntPipeline$Head', 'java.util.stream.IntPipeline$Head@5c21b22e'),
  'codePoints()': () => new Opaque('java.util.stream.IntPipeline$Head', 'java.util.stream.IntPipeline$Head@5c21b22e'),
  'lines()': () =>
    new Opaque('java.util.stream.ReferencePipeline$Head', 'java.util.stream.ReferencePipeline$Head@4f66f2dd'),
})

const LEADING = /^[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/
const TRAILING = /[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/

function strip(text: string): string {
  return text.replace(LEADING, '').replace(TRAILING, '')
}

function of(value: Value): string {
  if (typeof value === 'string') return value
  throw new JavaThrown('java.lang.NullPointerException', null)
}

/** The difference of the first units that differ, else of the lengths. */
function compareTexts(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function charAt(text: string, index: number): string {
  if (index < 0 || index >= text.length)
    throw new JavaThrown(
      'java.lang.StringIndexOutOfBoundsException',
      `Index ${index} out of bounds for length ${text.length}`,
    )
  return text.charAt(index)
}

function substring(text: string, from: number, to: number): string {
  if (from < 0 || to > text.length || from > to)
    throw new JavaThrown('java.lang.StringIndexOutOfBoundsException', `begin ${from}, end ${to}, length ${text.length}`)
  return text.slice(from, to)
}
