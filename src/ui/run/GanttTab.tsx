import { type ReactNode, useState } from 'react'
import type { Execution, Progress } from '../../model'
import { GanttPanel } from '../gantt'
import { usePage, usePageState } from '../state/usePage'
import { Downloads } from './Downloads'
import { Logs } from './Logs'
import { PausedTasks } from './PausedTasks'
import styles from './run.module.css'

/** The Gantt tab: what downloads, what ran when, and the log of the task that was pressed, or of all. */
export function GanttTab({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const outline = usePageState(state => state.check?.outline) ?? NO_TASKS
  const progress = usePageState(state => state.progress.get(execution.id)) ?? NO_PROGRESS
  const [selected, setSelected] = useState<Row>()
  const press = (taskId: string, taskRunId: string | undefined): void => {
    const same = selected?.taskId === taskId && selected.taskRunId === taskRunId
    setSelected(same ? undefined : { taskId, taskRunId })
  }
  return (
    <div className={styles.overview}>
      <PausedTasks execution={execution} />
      <Downloads execution={execution} />
      <GanttPanel
        execution={execution}
        outline={outline}
        progress={progress}
        now={page.services.now}
        selected={selected?.taskRunId ?? selected?.taskId}
        onRow={press}
      />
      <Logs key={selected?.taskId} execution={execution} embedded {...(selected ? { task: selected.taskId } : {})} />
    </div>
  )
}

type Row = { readonly taskId: string; readonly taskRunId: string | undefined }

const NO_TASKS = [] as const
const NO_PROGRESS: readonly Progress[] = []
