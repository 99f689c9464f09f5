import { shellWords } from './shellWords'

/** What a `pip install` asks for, and what of it means nothing here. */
export type PipInstall = {
  readonly requirements: readonly string[]
  /** Paths given by `-r`. */
  readonly requirementFiles: readonly string[]
  /** Flags that are passed over, as written. */
  readonly ignored: readonly string[]
}

/** Flags that take a value of their own. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '-c',
  '--constraint',
  '--trusted-host',
  '--timeout',
  '--retries',
  '--platform',
  '--python',
  '-p',
])

/** Flags that change nothing worth telling. */
const QUIET: ReadonlySet<string> = new Set([
  '-q',
  '-qq',
  '-qqq',
  '--quiet',
  '-v',
  '--no-cache-dir',
  '--no-cache',
  '--no-input',
  '--disable-pip-version-check',
  '--root-user-action=ignore',
  '--no-warn-script-location',
  '--system',
  '--user',
  '--break-system-packages',
])

/**
 * Reads `pip install …`, `pip3 …`, `python -m pip …` and `uv pip …`. Answers undefined for any other command.
 * @param command one command, without `&&` or `;`
 */
export function readPipInstall(command: string): PipInstall | undefined {
  const words = shellWords(command)
  const start = words && installStart(words)
  if (!words || start === undefined) return undefined
  const requirements: string[] = []
  const requirementFiles: string[] = []
  const ignored: string[] = []
  for (let at = start; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-r' || word === '--requirement') requirementFiles.push(words[++at] ?? '')
    else if (word.startsWith('--requirement=')) requirementFiles.push(word.slice('--requirement='.length))
    else if (!word.startsWith('-')) requirements.push(word)
    else if (WITH_VALUE.has(word)) ignored.push(`${word} ${words[++at] ?? ''}`)
    else if (!QUIET.has(word)) ignored.push(word)
  }
  return { requirements, requirementFiles, ignored }
}

function installStart(words: readonly string[]): number | undefined {
  for (const form of FORMS) {
    if (form.every((part, index) => part.test(words[index] ?? ''))) return form.length
  }
  return undefined
}

const PIP = /^pip[\d.]*$/
const PYTHON = /^(?:\S*\/)?python[\d.]*$/
const INSTALL = /^install$/
const FORMS: readonly (readonly RegExp[])[] = [
  [PIP, INSTALL],
  [/^uv$/, /^pip$/, INSTALL],
  [PYTHON, /^-m$/, PIP, INSTALL],
]

/** The lines of a requirements file that name packages. */
export const readRequirements = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(line => line !== '' && !line.startsWith('-'))
