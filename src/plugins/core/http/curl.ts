import type { HttpRequest } from '../../../runtimes'

/** The request as a command for a terminal, where no browser stands in between. Bodies that are files are left out. */
export function asCurl({ method, url, headers, body }: HttpRequest): string {
  const parts = [
    'curl',
    ...(method === 'GET' ? [] : ['-X', method]),
    quoted(url),
    ...headers.flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(typeof body === 'string' ? ['--data-raw', quoted(body)] : []),
  ]
  return parts.join(' ')
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
