import { mapGet } from '../collections'
import { jsonText } from '../json'
import { JsonError, readJson } from '../jsonRead'
import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { lift } from '../lift'
import { stringArg } from '../take'
import { javaText } from '../text'
import { castError, nullPointer } from '../thrown'
import { isMapValue, type Value } from '../value'
import { flowOf } from './flow'
import { askHost } from './service'

/** `kv()` and `secret()`. */
export const storeFunctions: readonly PebbleFunction[] = [
  {
    name: 'kv',
    title: 'The value of a key in the store of a namespace; without one, of the flow’s namespace or those above it.',
    arguments: [
      { name: 'key', title: 'The key.' },
      { name: 'namespace', title: 'Whose store.', default: 'flow.namespace' },
      { name: 'errorOnMissing', title: 'Whether a missing key is an error; otherwise null is given.', default: 'true' },
    ],
    examples: [
      { template: "{{ kv('greeting') }}", result: 'Hello' },
      { template: "{{ kv('settings').retries }}", result: '3' },
      { template: "{{ kv('absent', errorOnMissing=false) ?? 'none' }}", result: 'none' },
    ],
    dialects: BOTH,
    apply: kv,
  },
  {
    name: 'secret',
    title: 'A secret, by its name in any case.',
    arguments: [
      { name: 'key', title: 'Its name.' },
      { name: 'namespace', title: 'Whose secret.', default: 'flow.namespace' },
      { name: 'subkey', title: 'A key inside a secret that is JSON.' },
      { name: 'full', title: 'Not used.', default: 'false' },
    ],
    examples: [
      { template: "Bearer {{ secret('API_TOKEN') }}", result: 'Bearer s3cr3t' },
      { template: "{{ secret('DATABASE', subkey='user') }}", result: 'ann' },
    ],
    dialects: BOTH,
    apply: secret,
  },
]

function kv(args: Args, call: Call): Value {
  if (!args.has('key')) throw call.fail("The 'kv' function expects an argument 'key'.")
  const key = stringArg(args, 'key') ?? ''
  const given = stringArg(args, 'namespace')
  const errorOnMissing = flag(args.get('errorOnMissing') ?? null)
  const own = flowOf(call).namespace ?? ''
  if (given !== null && given !== own) ensureNamespace(given, call)
  for (const namespace of given === null ? withParents(own) : [given]) {
    const value = askHost(call, 'kv', [key, namespace], service => service(key, namespace))
    if (value !== undefined) return lift(value)
  }
  if (errorOnMissing) throw call.fail(`The key '${key}' does not exist in the namespace '${given ?? own}'.`)
  return null
}

function flag(value: Value): boolean {
  if (value === null) return true
  if (typeof value === 'boolean') return value
  throw castError(value, 'java.lang.Boolean')
}

/** `a.b.c`, `a.b`, `a`. */
function withParents(namespace: string): readonly string[] {
  const parts = namespace.split('.')
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'))
}

function ensureNamespace(namespace: string, call: Call): void {
  if (!call.session.host.namespaceExists) return
  const exists = askHost(call, 'namespaceExists', [namespace], service => service(namespace))
  if (!exists) throw call.fail(`Cannot access the KV store. The namespace '${namespace}' does not exist.`)
}

function secret(args: Args, call: Call): Value {
  if (!args.has('key')) throw call.fail("The 'secret' function expects an argument 'key'.")
  const key = stringArg(args, 'key')
  if (key === null) throw nullPointer('Cannot invoke "String.toUpperCase()" because "key" is null')
  const namespace = stringArg(args, 'namespace') ?? flowOf(call).namespace ?? ''
  const value = secretNamed(key.toUpperCase(), namespace, call) ?? secretNamed(key, namespace, call)
  if (value === undefined) throw call.fail(`Cannot find secret for key '${key}'.`)
  const subkey = stringArg(args, 'subkey') ?? ''
  return subkey === '' ? value : insideSecret(value, subkey, key, call)
}

function secretNamed(key: string, namespace: string, call: Call): string | undefined {
  return askHost(call, 'secret', [key, namespace], service => service(key, namespace))
}

function insideSecret(secretText: string, subkey: string, key: string, call: Call): Value {
  const json = readSecret(secretText, subkey, key, call)
  const value = isMapValue(json) ? mapGet(json, subkey) : undefined
  if (value === undefined) throw call.fail(`Cannot find secret sub-key '${subkey}' in secret '${key}'.`)
  if (value === null) return 'null'
  const structured = typeof value === 'object' && (Array.isArray(value) || isMapValue(value))
  return structured ? jsonText(value, { dialect: call.session.dialect, nulls: true }) : javaText(value)
}

function readSecret(text: string, subkey: string, key: string, call: Call): Value {
  try {
    return readJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw call.fail(
      `Failed to read secret sub-key '${subkey}' from secret '${key}'. Ensure the secret contains valid JSON value.`,
    )
  }
}
