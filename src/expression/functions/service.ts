import { type ExpressionHost, HostError } from '../host'
import type { Call } from '../language'
import { HostFailure, JavaThrown } from '../thrown'

/**
 * Asks the host something, once per rendering.
 * @throws HostFailure when the host has no such service, or fails in its own way
 */
export function askHost<K extends keyof ExpressionHost, T>(
  call: Call,
  member: K,
  question: readonly unknown[],
  put: (service: NonNullable<ExpressionHost[K]>) => Promise<T>,
): T {
  const service = call.session.host[member]
  if (service === undefined) throw new HostFailure(`This expression needs \`${member}\`, which is not at hand here.`)
  try {
    return call.session.ask(`${member} ${questionText(question)}`, () => put(service as NonNullable<typeof service>))
  } catch (error) {
    if (error instanceof HostError)
      throw error.javaClass === undefined ? call.fail(error.message) : new JavaThrown(error.javaClass, error.message)
    if (error instanceof Error && !(error instanceof HostFailure)) throw new HostFailure(error.message)
    throw error
  }
}

function questionText(question: readonly unknown[]): string {
  return JSON.stringify(question, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}
