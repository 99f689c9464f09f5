import type { PyodideAPI } from 'pyodide'
import type { PythonCommand } from '../../src/runner'
import type { Send } from '../python.worker'

type Answer = Extract<PythonCommand, { type: 'install' | 'install-refused' }>
type Install = Extract<PythonCommand, { type: 'install' }>

/** Installs what the shell asks for: the trusted zone says what that is and where it comes from. */
export function createInstaller(
  python: PyodideAPI,
  installPacks: (packs: readonly string[]) => Promise<void>,
  send: Send,
) {
  const waiting = new Map<number, (answer: Answer) => void>()
  let last = 0

  /** Answers the text of an error, or nothing when all is installed. `plain`: without packs, which rest on internals. */
  const pip = async (requirements: readonly string[], plain = false): Promise<string | undefined> => {
    const id = ++last
    const answered = new Promise<Answer>(resolve => waiting.set(id, resolve))
    send({ type: 'pip', id, requirements, plain })
    const answer = await answered
    if (answer.type === 'install-refused') return answer.message
    try {
      await installPacks(answer.packs)
    } catch {
      return pip(requirements, true)
    }
    try {
      await install(python, answer)
      send({ type: 'installed', id })
      return undefined
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      send({ type: 'install-failed', id, message })
      return message.trim().split('\n').at(-1)
    }
  }

  const answer = (given: Answer): void => {
    waiting.get(given.id)?.(given)
    waiting.delete(given.id)
  }
  return { pip, answer }
}

async function install(python: PyodideAPI, { packages, requirements, wheels }: Install): Promise<void> {
  if (packages.length > 0) await loadPackages(python, packages)
  if (wheels.length > 0) unpack(python, wheels)
  if (requirements.length === 0) return
  await loadPackages(python, ['micropip'])
  const micropip = python.pyimport('micropip')
  try {
    await micropip.install(python.toPy(requirements))
  } finally {
    micropip.destroy()
  }
}

/** Puts pure wheels where Python looks for packages. */
function unpack(python: PyodideAPI, wheels: Install['wheels']): void {
  const extractDir: string = python.runPython('import sysconfig; sysconfig.get_path("purelib")')
  for (const bytes of wheels) python.unpackArchive(bytes, 'wheel', { extractDir })
  python.runPython('import importlib; importlib.invalidate_caches()')
}

/** Loads packages of the lock; what cannot be loaded is an error, not a line on the console. */
export async function loadPackages(python: PyodideAPI, names: readonly string[]): Promise<void> {
  const failures: string[] = []
  const loaded = await python.loadPackage([...names], {
    messageCallback: () => undefined,
    errorCallback: message => failures.push(message),
  })
  const there = new Set(loaded.map(entry => entry.name))
  const missing = names.filter(name => !there.has(name) && !(name in python.loadedPackages))
  if (missing.length > 0) throw new Error(failures.join('\n') || `could not load ${missing.join(', ')}`)
}
