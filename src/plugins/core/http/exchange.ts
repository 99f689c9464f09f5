import { HttpBlocked, HttpRefused, type HttpRequest, type HttpResponse, isForbidden } from '../../../runtimes'
import { type RunContext, TaskFailed, type Values } from '../../../task'
import { asCurl } from './curl'
import type { HTTP_PROPERTIES } from './properties'

export type HttpValues = Values<typeof HTTP_PROPERTIES>
type Options = NonNullable<HttpValues['options']>

/** A call as it was made, and its answer. */
export type Exchange = {
  readonly url: string
  readonly response: HttpResponse
  readonly headers: Readonly<Record<string, readonly string[]>>
}

/**
 * Sends the request that an HTTP task describes and logs it as Kestra does.
 * @throws TaskFailed for answers of 400 and above, refused and unreachable hosts
 */
export async function exchange(values: HttpValues, context: RunContext): Promise<Exchange> {
  const request = await buildRequest(values, context)
  const start = context.now()
  const response = await send(request, context)
  const { host, hostname, protocol } = new URL(request.url)
  context.log('DEBUG', `Request '${request.url}' from '/${host}' with the response code '${response.status}'`)
  const tags = {
    'request.method': request.method,
    'request.scheme': protocol.replace(':', ''),
    'request.hostname': hostname,
    'response.code': String(response.status),
  }
  if (response.body.size > 0)
    context.metric({ name: 'response.length', type: 'counter', value: response.body.size, tags })
  context.metric({ name: 'request.count', type: 'counter', value: 1, tags })
  context.metric({ name: 'response.count', type: 'counter', value: 1, tags })
  context.metric({ name: 'request.duration', type: 'timer', value: (context.now() - start) / 1000, tags })
  await checkStatus(response, request, values, context.task.id)
  return { url: request.url, response, headers: groupHeaders(response) }
}

async function buildRequest(values: HttpValues, context: RunContext): Promise<HttpRequest> {
  const method = values.method.toUpperCase()
  const url = addressOf(values)
  const { body, contentType } = await bodyOf(values, context)
  const headers: [string, string][] = Object.entries(values.headers ?? {}).map(([name, value]) => [name, String(value)])
  const has = (name: string) => headers.some(([other]) => other.toLowerCase() === name)
  if (body !== undefined && contentType !== undefined && !has('content-type'))
    headers.push(['Content-Type', contentType])
  const authorization = authorizationOf(values.options)
  if (authorization !== undefined && !has('authorization')) headers.push(['Authorization', authorization])
  for (const [name] of headers) {
    if (isForbidden(name))
      context.note('WARN', `A web page cannot set the header ${name}; it was left out. Kestra sends it.`)
  }
  return {
    method,
    url,
    headers,
    followRedirects: values.options?.followRedirects ?? true,
    idleTimeout: idleTimeoutOf(values.options),
    ...(body === undefined ? {} : { body }),
  }
}

/** Kestra waits five minutes for the next byte. */
function idleTimeoutOf(options: Options | undefined): number {
  const written = options?.timeout?.readIdleTimeout ?? options?.readIdleTimeout ?? options?.readTimeout ?? 'PT5M'
  const [, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/i.exec(written) ?? []
  const amount = (text: string | undefined): number => Number(text ?? 0)
  return 1000 * (amount(seconds) + 60 * (amount(minutes) + 60 * (amount(hours) + 24 * amount(days))))
}

/** The address with its parameters; spaces are written as `%20`, as Kestra's client does. */
function addressOf({ uri, params }: HttpValues): string {
  const written = uri.replaceAll(' ', '%20')
  if (!params || Object.keys(params).length === 0) return written
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      item => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`,
    ),
  )
  return `${written}${written.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

async function bodyOf(
  values: HttpValues,
  context: RunContext,
): Promise<{ body?: Blob | string; contentType?: string }> {
  const { formData, contentType, body } = values
  if (formData === undefined) {
    if (body === undefined) return {}
    const typed = contentType === 'application/json' ? 'application/json; charset=UTF-8' : contentType
    return { body, contentType: typed }
  }
  if (contentType !== 'multipart/form-data') {
    const form = new URLSearchParams(Object.entries(formData).map(([name, value]) => [name, String(value)]))
    return { body: form.toString(), contentType: 'application/x-www-form-urlencoded; charset=ISO-8859-1' }
  }
  const packed = new Response(await multipart(formData, context))
  const packedType = packed.headers.get('content-type')
  return { body: await packed.blob(), ...(packedType === null ? {} : { contentType: packedType }) }
}

async function multipart(fields: Readonly<Record<string, unknown>>, context: RunContext): Promise<FormData> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && value.startsWith('kestra://'))
      form.append(name, await context.storage.get(value), name)
    else if (isNamedFile(value)) form.append(name, await context.storage.get(value.content), value.name)
    else form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return form
}

const isNamedFile = (value: unknown): value is { readonly name: string; readonly content: string } =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'content' in value &&
  typeof value.name === 'string' &&
  typeof value.content === 'string'

function authorizationOf(options: Options | undefined): string | undefined {
  const auth = options?.auth
  if (auth?.type === 'BEARER' && auth.token !== undefined) return `Bearer ${auth.token}`
  const name = auth?.username ?? options?.basicAuthUser
  if (name === undefined) return undefined
  const bytes = new TextEncoder().encode(`${name}:${auth?.password ?? options?.basicAuthPassword ?? ''}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}

/** Calls an address. @throws TaskFailed that says why it could not be called */
export async function send(request: HttpRequest, context: RunContext): Promise<HttpResponse> {
  const { http, signal, progress, task } = context
  const id = `http:${task.id}`
  try {
    const response = await http.send(request, signal, (received, total) => {
      if (received < LARGE) return
      progress({
        id,
        title: new URL(request.url).host,
        taskId: task.id,
        phase: 'downloading',
        received,
        ...(total === undefined ? {} : { total }),
      })
    })
    noteSource(response, request, context)
    return response
  } catch (error) {
    if (error instanceof HttpRefused) throw new TaskFailed(error.message, { property: 'uri' })
    if (error instanceof HttpBlocked) throw blocked(error, request, context)
    throw error
  }
}

/** Responses of more bytes than this show their progress. */
const LARGE = 1_000_000

function blocked(error: HttpBlocked, request: HttpRequest, { task, log }: RunContext): TaskFailed {
  const { protocol, hostname, port } = new URL(request.url)
  const place = `${protocol}//${hostname}${port === '' ? '' : `:${port}`}`
  const message = error.reason === 'timeout' ? 'Read timed out' : `Connect to ${place} failed: Connection refused`
  log('ERROR', message)
  return new TaskFailed(message, { property: 'uri', source: asCurl(request), ...explain(error, task.id) })
}

const FROM_SERVER = 'Kestra calls from a server, so it can work there.'

function explain({ host, reason }: HttpBlocked, taskId: string): { explanation: string; hint?: string } {
  const could = `${taskId} could not read ${host}.`
  switch (reason) {
    case 'offline':
      return { explanation: `You are offline. ${taskId} needs ${host}.` }
    case 'mixed-content':
      return {
        explanation: `${host} uses http. A secure page may only call https.`,
        hint: `Write https in the address. ${FROM_SERVER}`,
      }
    case 'cors':
      return {
        explanation: `${could} The server answered, but does not allow calls from web pages (CORS).`,
        hint: FROM_SERVER,
      }
    case 'unreachable':
      return { explanation: `${could} Nothing answers at this address.`, hint: 'Check its spelling.' }
    case 'timeout':
      return { explanation: `${could} It sent nothing for longer than the time limit of the task.` }
    case 'broken':
      return { explanation: `${could} The answer broke off before its end.`, hint: 'Try again.' }
    case 'unknown':
      return {
        explanation: `${could} The server did not answer, or does not allow calls from web pages (CORS).`,
        hint: FROM_SERVER,
      }
    default:
      return reason satisfies never
  }
}

function noteSource(response: HttpResponse, request: HttpRequest, { note, badge }: RunContext): void {
  if (response.source === 'sample') {
    badge('sample-response')
    note(
      'WARN',
      `${new URL(request.url).host} could not be reached. A bundled sample response was used: 30 invented products.`,
    )
  } else if (response.source === 'recorded') {
    badge('recorded-response')
    note('WARN', `The recorded response of ${new URL(request.url).host} was used.`)
  }
}

async function checkStatus(
  response: HttpResponse,
  request: HttpRequest,
  { options, allowFailed }: HttpValues,
  taskId: string,
): Promise<void> {
  const { status } = response
  const allowed = options?.allowedResponseCodes
  const failed = allowed ? !allowed.includes(status) : status >= 400 && !(options?.allowFailed ?? allowFailed)
  if (!failed) return
  const text = await response.body.text()
  const body = text === '' ? '' : ` and body:[0x36]${text}`
  throw new TaskFailed(`Failed http request with response code '${status}'${body}`, {
    property: 'uri',
    explanation: `${taskId} got ${status}${statusName(status)} from ${addressText(request.url)}.`,
    hint: status < 500 ? 'Check the address and what is sent.' : 'The server has a problem; try again later.',
    source: asCurl(request),
  })
}

const addressText = (url: string): string => {
  const { host, pathname } = new URL(url)
  return pathname === '/' ? host : host + pathname
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

const statusName = (status: number): string => (NAMES[status] === undefined ? '' : ` ${NAMES[status]}`)

/** Lower-case names to lists of values; a page sees several values of one header joined by a comma. */
function groupHeaders(response: HttpResponse): Readonly<Record<string, readonly string[]>> {
  const grouped: Record<string, string[]> = {}
  for (const [name, value] of response.headers)
    grouped[name.toLowerCase()] = [...(grouped[name.toLowerCase()] ?? []), value]
  return grouped
}
