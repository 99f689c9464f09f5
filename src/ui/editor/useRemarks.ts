import { useMemo } from 'react'
import { failureOf } from '../run/failures'
import { causeOf, missingName } from '../run/offer'
import { selectedRun } from '../state/pageState'
import { usePageState } from '../state/usePage'
import { type Remark, remarkOf } from './problems'

const NONE: readonly Remark[] = []

/** Problems of the text, and why the run on the right failed while the text is still the one it ran. */
export function useRemarks(): readonly Remark[] {
  const problems = usePageState(state =>
    state.checkedSource === state.draft.source ? state.check?.problems : undefined,
  )
  const run = usePageState(selectedRun)
  const same = usePageState(state => selectedRun(state)?.source === state.draft.source)
  const failure = same && run?.state.current === 'FAILED' ? failureOf(run) : undefined
  return useMemo(() => {
    const remarks = (problems ?? []).map(remarkOf)
    const span = failure?.span
    if (!failure || !span) return remarks.length === 0 ? NONE : remarks
    const { message, hint, fix } = failure.failure
    const missing = missingName(failure.failure)
    const cause = causeOf(failure.failure)
    const note: Remark = {
      severity: 'error',
      span,
      message: missing ? `There is no "${missing.name}" here` : cause,
      hint: hint ?? (missing ? cause : lastLine(message)),
      open: true,
      ...(fix ? { fix } : {}),
    }
    return [note, ...remarks]
  }, [problems, failure?.failure, failure])
}

const lastLine = (message: string): string => message.trim().split('\n').at(-1) ?? message
