import type { ExpressionHost, FileReference, Plain, Variables } from '../../src/expression'

/** What the examples of the reference find around them. */
const FILES: Readonly<Record<string, string>> = { 'greeting.txt': 'Hello!' }
const KEYS: Readonly<Record<string, Plain>> = { greeting: 'Hello', settings: { retries: 3 } }
const SECRETS: Readonly<Record<string, string>> = { API_TOKEN: 's3cr3t', DATABASE: '{"user":"ann"}' }

const textOf = async ({ path }: FileReference): Promise<string | undefined> => FILES[path]

export const exampleHost: ExpressionHost = {
  now: () => 1_709_622_489_000_000_000n,
  random: () => 0.5,
  newId: () => '1a2b3c4d5e6f7g8h9i0j1k',
  read: textOf,
  fileSize: async file => (await textOf(file))?.length,
  fileExists: async file => (await textOf(file)) !== undefined,
  kv: async key => KEYS[key],
  secret: async key => SECRETS[key],
  http: async () => ({ status: 200, reason: 'OK', contentType: 'application/json', body: '{"healthy":true}' }),
  errorLogs: async () => [{ level: 'ERROR', message: 'It broke' }],
  subflow: async () => ({ state: 'SUCCESS', outputs: { names: ['eu-west-1', 'us-east-1'] } }),
}

/** What every template of a flow sees. */
export const exampleVariables: Variables = {
  flow: { id: 'hello', namespace: 'company.team', revision: 1 },
}
