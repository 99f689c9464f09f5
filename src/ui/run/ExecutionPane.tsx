import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import { type Tab, Tabs, tabPanel } from '../controls'
import { StartError } from '../flow/StartError'
import { AuthorBar } from '../opened/OpenedTag'
import type { TableReader } from '../outputs'
import { type RunTab, selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { AskedCall } from './AskedCall'
import { MobileQuestion } from './MobileQuestion'
import { ReadyToRun } from './ReadyToRun'
import { RunHeader } from './RunHeader'
import styles from './run.module.css'
import { countLines, tabsOf } from './tabs'

const OfflineLine = lazy(() => import('../offline/OfflineLine').then(module => ({ default: module.OfflineLine })))
const Overview = lazy(() => import('./Overview').then(module => ({ default: module.Overview })))
const GanttTab = lazy(() => import('./GanttTab').then(module => ({ default: module.GanttTab })))
const Logs = lazy(() => import('./Logs').then(module => ({ default: module.Logs })))
const TopologyTab = lazy(() => import('./TopologyTab').then(module => ({ default: module.TopologyTab })))
const MetricsTab = lazy(() => import('./MetricsTab').then(module => ({ default: module.MetricsTab })))
const OutputsTab = lazy(() => import('./OutputsTab').then(module => ({ default: module.OutputsTab })))

/** The right pane: what the next run will do, or a run with its tabs. */
export function ExecutionPane(): ReactNode {
  const page = usePage()
  const run = usePageState(selectedRun)
  const tab = usePageState(state => state.tab)
  const online = usePageState(state => state.online)
  const onePane = usePageState(({ layout }) => layout === 'single' || layout === 'phone')
  const tabs = usePageTabs()
  const tables = useRef<TableReader>(undefined)
  const [searchSlot, setSearchSlot] = useState<HTMLElement | null>(null)
  return (
    <>
      <RunHeader />
      {onePane && <StartError />}
      <MobileQuestion />
      {!online && (
        <Suspense>
          <OfflineLine />
        </Suspense>
      )}
      {run ? (
        <>
          <AuthorBar runId={run.id} />
          <div className={styles.tabStrip}>
            <Tabs<RunTab> label="Execution" prefix="run" tabs={tabs} selected={tab} onSelect={page.showTab} />
            <span ref={setSearchSlot} className={styles.searchSlot} />
          </div>
          <AskedCall execution={run} />
          <div className={styles.panel} {...tabPanel('run', tab)}>
            <Suspense>
              {tab === 'overview' && <Overview />}
              {tab === 'gantt' && <GanttTab execution={run} />}
              {tab === 'logs' && <Logs execution={run} />}
              {tab === 'topology' && <TopologyTab execution={run} />}
              {tab === 'metrics' && <MetricsTab execution={run} />}
              {tab === 'outputs' && <OutputsTab execution={run} tables={tables} searchSlot={searchSlot} />}
            </Suspense>
          </div>
        </>
      ) : (
        <ReadyToRun />
      )}
    </>
  )
}

/** The tabs, made anew only when a count changed. */
function usePageTabs(): readonly Tab<RunTab>[] {
  const lines = usePageState(countLines)
  return useMemo(() => tabsOf(lines), [lines])
}
