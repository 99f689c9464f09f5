import { useCallback, useMemo } from 'react'
import { type Problem, positionAt } from '../../model'
import { failureOf } from '../run/failures'
import { causeOf, missingName } from '../run/offer'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { withoutStub } from '../stubs/stubs'
import { type Remark, remarkOf } from './problems'

const NONE: readonly Remark[] = []

/** Problems of the text, and why the run on the right failed while the text is still the one it ran. */
export function useRemarks(): readonly Remark[] {
  const problems = usePageState(state =>
    state.checkedSource === state.draft.source ? state.check?.problems : undefined,
  )
  const actionsFor = useActions()
  const run = usePageState(selectedRun)
  const same = usePageState(state => selectedRun(state)?.source === state.draft.source)
  const failure = same && run?.state.current === 'FAILED' ? failureOf(run) : undefined
  return useMemo(() => {
    const remarks = (problems ?? []).map(problem => {
      const actions = actionsFor(problem)
      return actions ? { ...remarkOf(problem), actions } : remarkOf(problem)
    })
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
  }, [problems, failure?.failure, failure, actionsFor])
}

/** What can be done about a task that cannot run here. */
function useActions(): (problem: Problem) => Remark['actions'] {
  const page = usePage()
  const check = usePageState(state => state.check)
  const source = usePageState(state => state.checkedSource)
  const stubs = usePageState(state => state.stubs)
  return useCallback(
    ({ code, span }) => {
      if (code !== 'cannot-run-here') return undefined
      const { line } = positionAt(source, span.start)
      const taskId = check?.ready.find(item => item.kind === 'cannot-run' && item.line === line)?.taskId
      if (taskId === undefined) return undefined
      const title = Object.hasOwn(stubs, taskId) ? 'Change its stub' : 'Give it a stub'
      const edit = { title, run: () => page.editStub(taskId) }
      const others = { title: 'Run the others', run: () => void page.runOthers() }
      return withoutStub(check, stubs).length > 0 ? [edit, others] : [edit]
    },
    [page, check, source, stubs],
  )
}

const lastLine = (message: string): string => message.trim().split('\n').at(-1) ?? message
