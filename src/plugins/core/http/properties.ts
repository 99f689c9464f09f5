import type { Properties } from '../../../task'

const HEADER = { kind: 'string', title: 'A header value.' } as const
const SERVER_CLIENT = 'The browser sends the request; it decides about connections, proxies and certificates.'

/** What every HTTP task may set. Source: Kestra `io.kestra.plugin.core.http.AbstractHttp` and `HttpInterface`. */
export const HTTP_PROPERTIES = {
  uri: { kind: 'string', dynamic: true, required: true, title: 'The address to call.' },
  method: { kind: 'string', dynamic: true, default: 'GET', title: 'The HTTP method.' },
  params: {
    kind: 'map',
    of: { kind: 'any', title: 'A value.' },
    dynamic: true,
    title: 'Parameters added to the address.',
  },
  body: { kind: 'string', dynamic: true, title: 'The body, sent as it is.' },
  formData: {
    kind: 'map',
    of: { kind: 'any', title: 'A value, an address of a stored file, or a map of name and content.' },
    dynamic: true,
    title: 'The fields of a form; wins over `body`.',
  },
  contentType: { kind: 'string', dynamic: true, default: 'application/json', title: 'The type of the body.' },
  headers: { kind: 'map', of: HEADER, dynamic: true, title: 'Headers to send.' },
  options: {
    kind: 'object',
    dynamic: true,
    title: 'How to call.',
    properties: {
      auth: {
        kind: 'object',
        title: 'Who calls: BASIC with username and password, BEARER with token.',
        properties: {
          type: { kind: 'choice', of: ['BASIC', 'BEARER', 'DIGEST', 'NONE'], title: 'The kind.' },
          username: { kind: 'string', title: 'The name, for BASIC.' },
          password: { kind: 'string', title: 'The password, for BASIC.' },
          token: { kind: 'string', title: 'The token, for BEARER.' },
        },
      },
      followRedirects: { kind: 'boolean', title: 'Whether to follow redirects; true when absent.' },
      allowFailed: { kind: 'boolean', title: 'Succeed on 4xx and 5xx too.' },
      allowedResponseCodes: {
        kind: 'list',
        of: { kind: 'number', title: 'A code.' },
        title: 'Codes that count as success; all others fail.',
      },
      timeout: {
        kind: 'object',
        title: 'Time limits of the connection.',
        properties: {
          connectTimeout: { kind: 'duration', ignored: SERVER_CLIENT, title: 'For connecting.' },
          readIdleTimeout: { kind: 'duration', title: 'For waiting between bytes.' },
        },
      },
      retry: { kind: 'any', ignored: 'Use retry of the task.', title: 'Retries of the connection.' },
      retryOnStatusCodes: { kind: 'any', ignored: 'Use retry of the task.', title: 'Codes to retry on.' },
      proxy: { kind: 'any', ignored: SERVER_CLIENT, title: 'A proxy.' },
      ssl: { kind: 'any', ignored: SERVER_CLIENT, title: 'Certificates.' },
      defaultCharset: { kind: 'string', ignored: SERVER_CLIENT, title: 'The charset of texts that name none.' },
      logs: {
        kind: 'list',
        of: { kind: 'string', title: 'What.' },
        ignored: 'The log shows each request as one line.',
        title: 'What to log.',
      },
      basicAuthUser: { kind: 'string', deprecated: 'Use options.auth.', title: 'The name.' },
      basicAuthPassword: { kind: 'string', deprecated: 'Use options.auth.', title: 'The password.' },
      connectTimeout: { kind: 'duration', ignored: SERVER_CLIENT, title: 'Time limit for connecting.' },
      connectionPoolIdleTimeout: { kind: 'duration', ignored: SERVER_CLIENT, title: 'Time limit of idle connections.' },
      readTimeout: { kind: 'duration', deprecated: 'Use options.timeout.', title: 'Time limit between bytes.' },
      readIdleTimeout: { kind: 'duration', deprecated: 'Use options.timeout.', title: 'Time limit between bytes.' },
      maxContentLength: { kind: 'any', ignored: SERVER_CLIENT, title: 'The largest body.' },
    },
  },
  allowFailed: { kind: 'boolean', deprecated: 'Use options.allowFailed.', title: 'Succeed on 4xx and 5xx too.' },
  sslOptions: { kind: 'any', ignored: SERVER_CLIENT, title: 'Certificates.' },
} as const satisfies Properties
