import type { Sla } from '../model'
import { durationMillis, isTruthy, printDuration } from '../task'
import { rootPlace } from './place'
import { renderText } from './properties'
import type { Run } from './run'
import { variablesOf } from './variables'

/** The promises of a flow while one execution of it runs. */
export type Promises = {
  /** Looks whether the assertions still hold; asked whenever something of the execution has changed. */
  readonly look: () => Promise<void>
  readonly close: () => void
}

/**
 * Watches the `sla` of a flow: the first that is broken ends the execution as it says, with the task run that is under
 * way. Source: Kestra `SLA`, `ExecutorService.processViolation`.
 */
export function watchSla(run: Run): Promises | undefined {
  const { sla } = run.plan.flow
  if (!sla || sla.length === 0) return undefined
  const done = new AbortController()
  const broken = new Set<string>()
  const began = run.effects.now()

  const violate = (promise: Sla, reason: string): void => {
    if (run.end !== undefined || run.cancel.aborted) return
    if (promise.behavior === 'FAIL') {
      run.log('ERROR', `Execution failed due to SLA '${promise.id}' violated: ${reason}`)
    }
    const missing = promise.labels.filter(({ key, value }) => !run.header.labels.some(has(key, value)))
    if (missing.length > 0) run.change({ labels: [...run.header.labels, ...missing] })
    if (promise.behavior === 'NONE') return
    run.breakOff(promise.behavior === 'FAIL' ? 'FAILED' : 'CANCELLED')
  }

  for (const promise of sla) {
    if (promise.type !== 'MAX_DURATION') continue
    run.effects.sleep(durationMillis(promise.duration), done.signal).then(
      () => violate(promise, tookTooLong(run.effects.now() - began, promise.duration)),
      () => undefined,
    )
  }

  const look = async (): Promise<void> => {
    for (const promise of sla) {
      if (promise.type !== 'EXECUTION_ASSERTION' || broken.has(promise.id)) continue
      const variables = variablesOf(run, rootPlace(run))
      const text = await renderText('assert', promise.assert, run.renderer, variables).catch(() => undefined)
      if (text === undefined || isTruthy(text)) continue
      broken.add(promise.id)
      violate(promise, `assertion is false: ${promise.assert}.`)
      return
    }
  }
  return { look, close: () => done.abort() }
}

const has =
  (key: string, value: string) =>
  (label: { readonly key: string; readonly value: string }): boolean =>
    label.key === key && label.value === value

const tookTooLong = (milliseconds: number, longest: string): string =>
  `execution duration of ${printDuration(Math.floor(milliseconds))} exceed the maximum duration of ${longest}.`
