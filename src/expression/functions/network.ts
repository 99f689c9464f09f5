import { listItems } from '../collections'
import { toPlain } from '../convert'
import type { HttpAnswer, HttpCall, SubflowCall } from '../host'
import { jsonText } from '../json'
import { readJson } from '../jsonRead'
import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { lift } from '../lift'
import { entriesArg, stringArg } from '../take'
import { javaText } from '../text'
import { castError, JavaThrown, nullPointer } from '../thrown'
import { intValue, isMapValue, numberKind, type Value } from '../value'
import { readYaml } from '../yamlRead'
import { yamlText } from '../yamlWrite'
import { flowOf } from './flow'
import { askHost } from './service'

/** Functions that reach outside, and one that Pebble brings along. */
export const networkFunctions: readonly PebbleFunction[] = [
  {
    name: 'http',
    title: 'Sends a request and gives the body of the response, read as JSON or YAML where it is that.',
    arguments: [
      { name: 'uri', title: 'The address.' },
      { name: 'method', title: 'The method.', default: "'GET'" },
      { name: 'query', title: 'A map of parameters to put behind the address.' },
      { name: 'body', title: 'What to send.' },
      { name: 'contentType', title: 'The media type of the body.', default: "'application/json'" },
      { name: 'headers', title: 'A map of headers.' },
      { name: 'options', title: 'Not used here.' },
      { name: 'accept', title: 'The media type wanted.', default: "'application/json'" },
    ],
    examples: [{ template: "{{ http('https://api.example.com/status').healthy }}", result: 'true' }],
    dialects: BOTH,
    apply: http,
  },
  {
    name: 'subflow',
    title: 'Runs a flow to its end and gives its `outputs`, `state`, `labels` and `id`; for the values of inputs.',
    arguments: [
      { name: 'namespace', title: 'The namespace of the flow.' },
      { name: 'id', title: 'Its id.' },
      { name: 'inputs', title: 'A map of inputs.' },
      { name: 'revision', title: 'Which revision.', default: 'the last' },
      { name: 'labels', title: 'A map of labels for the execution.' },
      { name: 'timeout', title: 'How long to wait, such as `PT30S`.' },
    ],
    examples: [
      { template: "{{ subflow(namespace='company.team', id='regions').outputs.names | first }}", result: 'eu-west-1' },
    ],
    dialects: BOTH,
    apply: subflow,
  },
  {
    name: 'i18n',
    title: 'A text from a Java resource bundle; Kestra has none.',
    arguments: [
      { name: 'bundle', title: 'The name of the bundle.' },
      { name: 'key', title: 'The key of the text.' },
      { name: 'params', title: 'What to put into it.' },
    ],
    examples: [],
    dialects: BOTH,
    apply: args => {
      const bundle = stringArg(args, 'bundle')
      if (bundle === null) throw nullPointer('Cannot invoke "String.length()" because "<parameter1>" is null')
      throw new JavaThrown(
        'java.util.MissingResourceException',
        `Can't find bundle for base name ${bundle}, locale en_US`,
      )
    },
  },
]

function http(args: Args, call: Call): Value {
  if (!args.has('uri')) throw call.fail("The 'http' function expects an argument 'uri'.")
  const request = requestOf(args, call)
  const answer: HttpAnswer = askHost(call, 'http', [request], send => send(request))
  if (answer.status >= 400)
    throw call.fail(`Failed to execute HTTP Request, server respond with status ${answer.status} : ${answer.reason}`)
  return bodyOf(answer)
}

function requestOf(args: Args, call: Call): HttpCall {
  const uri = args.get('uri') ?? null
  if (uri === null)
    throw nullPointer(
      'Cannot invoke "Object.toString()" because the return value of "java.util.Map.get(Object)" is null',
    )
  const contentType = textArg(args, 'contentType', 'application/json')
  const headers: Record<string, readonly string[]> = {}
  for (const [name, value] of entriesArg(args, 'headers'))
    if (name.toLowerCase() !== 'content-type') headers[name] = listItems(value)?.map(javaText) ?? [javaText(value)]
  headers.Accept = [textArg(args, 'accept', 'application/json')]
  const request = { uri: withQuery(javaText(uri), args), method: textArg(args, 'method', 'GET').toUpperCase(), headers }
  const body = args.get('body') ?? null
  return body === null ? request : { ...request, body: bodyText(body, contentType, call), contentType }
}

function textArg(args: Args, name: string, otherwise: string): string {
  const value = args.get(name) ?? null
  return value === null ? otherwise : javaText(value)
}

function withQuery(uri: string, args: Args): string {
  const query = entriesArg(args, 'query')
    .flatMap(([name, value]) => (listItems(value) ?? [value]).map(one => [name, javaText(one)] as const))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  if (query === '') return uri
  const [address = '', fragment] = uri.split('#')
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment === undefined ? '' : `#${fragment}`}`
}

function bodyText(body: Value, contentType: string, call: Call): string {
  if (typeof body === 'string') return body
  if (/yaml/i.test(contentType)) return yamlText(body)
  return jsonText(body, { dialect: call.session.dialect, nulls: false })
}

function bodyOf({ contentType = '', body }: HttpAnswer): Value {
  if (/[/+]json\b/i.test(contentType)) return body === '' ? null : readJson(body)
  return /[/+-]yaml\b/i.test(contentType) ? readYaml(body) : body
}

function subflow(args: Args, call: Call): Value {
  if (call.variable('taskrun') !== null || call.variable('trigger') !== null)
    throw call.fail(
      "The 'subflow' function can only be used at flow-input render time (e.g. an input's 'values'); it is not supported inside task or trigger properties.",
    )
  const namespace = stringArg(args, 'namespace')
  const id = stringArg(args, 'id')
  if (namespace === null || id === null)
    throw call.fail("The 'subflow' function expects the arguments 'namespace' and 'id'.")
  if (call.variable('flow') === null)
    throw call.fail(
      "The 'subflow' function can only be used in a flow context (e.g. an input's 'values'); the caller flow could not be resolved.",
    )
  flowOf(call)
  const request = subflowCall(namespace, id, args, call)
  return lift(askHost(call, 'subflow', [request], run => run(request)))
}

function subflowCall(namespace: string, id: string, args: Args, call: Call): SubflowCall {
  const revision = args.get('revision') ?? null
  if (revision !== null && numberKind(revision) === undefined) throw castError(revision, 'java.lang.Number')
  const labels = args.get('labels') ?? null
  if (labels !== null && !isMapValue(labels))
    throw call.fail("The 'subflow' function 'labels' must be a map of string keys to values.")
  const timeout = args.get('timeout') ?? null
  if (timeout !== null && typeof timeout !== 'string')
    throw call.fail("The 'subflow' function 'timeout' must be an ISO-8601 duration string (e.g. 'PT30S').")
  return {
    namespace,
    id,
    inputs: toPlain(args.get('inputs') ?? {}),
    ...(revision === null ? {} : { revision: intValue(revision) }),
    ...(labels === null ? {} : { labels: toPlain(labels) }),
    ...(timeout === null ? {} : { timeout }),
  }
}
