import type { Execution } from '../../model'
import { locate, type ValuePath } from '../outputs/path'
import { outputsOf } from '../outputs/runTree'
import { lastFile } from '../state/runs'

/** Where a comparison begins: at the selected output where the run has it, at its last file, else at its last output. */
export function comparedPath(run: Execution, selected: ValuePath): ValuePath {
  const there = selected.length > 2 && locate({ outputs: outputsOf(run) }, selected) !== undefined
  if (there) return selected
  const last = run.taskRuns.findLast(
    ({ outputs, value }) => value === undefined && Object.keys(outputs ?? {}).length > 0,
  )
  return lastFile(run) ?? (last ? ['outputs', last.taskId, Object.keys(last.outputs ?? {})[0] ?? ''] : [])
}
