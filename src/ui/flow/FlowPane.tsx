import { lazy, type ReactNode, Suspense } from 'react'
import { isTerminated, positionAt } from '../../model'
import { Button, Icon, IconButton, join, Kbd, Menu, StateIcon, Tabs, tabPanel } from '../controls'
import { OpenedNotice } from '../opened/OpenedNotice'
import { failureOf } from '../run/failures'
import { type LeftTab, selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { FilesPanel } from './FilesPanel'
import styles from './flow.module.css'
import { InputsPanel } from './InputsPanel'
import { PlainText } from './PlainText'
import { StartError } from './StartError'

const LessonPanel = lazy(() => import('../lessons/LessonPanel').then(module => ({ default: module.LessonPanel })))
const FlowEditor = lazy(() => import('../editor/FlowEditor').then(module => ({ default: module.FlowEditor })))

/** The left pane: the flow's text, its inputs and its files, with Run and Stop. */
export function FlowPane(): ReactNode {
  const page = usePage()
  const tab = usePageState(state => state.leftTab)
  const inputs = usePageState(state => state.check?.inputs.length ?? 0)
  const files = usePageState(state => state.files.length)
  const lesson = usePageState(state => state.lesson !== undefined)
  const phone = usePageState(state => state.layout === 'phone')
  return (
    <>
      <div className={styles.bar}>
        <Tabs<LeftTab>
          label="Flow"
          prefix="flow"
          tabs={[
            { id: 'flow', title: 'Flow' },
            { id: 'inputs', title: 'Inputs', count: inputs },
            { id: 'files', title: 'Files', count: files },
            ...(lesson ? [{ id: 'lesson' as const, title: 'Lesson' }] : []),
          ]}
          selected={tab}
          onSelect={leftTab => page.store.setState({ leftTab })}
        />
        <ProblemCount />
        <span className={styles.space} />
        {!phone && <RunButton />}
      </div>
      <OpenedNotice />
      <ForeignNotice />
      <StartError />
      <div className={join(styles.panel, styles.editor)} {...tabPanel('flow', 'flow')} hidden={tab !== 'flow'}>
        <EditorWhenReady />
      </div>
      {tab === 'inputs' && (
        <div className={styles.panel} {...tabPanel('flow', 'inputs')}>
          <InputsPanel />
        </div>
      )}
      {tab === 'files' && (
        <div className={styles.panel} {...tabPanel('flow', 'files')}>
          <FilesPanel />
        </div>
      )}
      {tab === 'lesson' && (
        <div className={styles.panel} {...tabPanel('flow', 'lesson')}>
          <Suspense>
            <LessonPanel />
          </Suspense>
        </div>
      )}
    </>
  )
}

/** The text is there at once; the editor takes its place when it has loaded. */
function EditorWhenReady(): ReactNode {
  const ready = usePageState(state => state.ready)
  return <Suspense fallback={<PlainText />}>{ready ? <FlowEditor /> : <PlainText />}</Suspense>
}

function RunButton(): ReactNode {
  const page = usePage()
  const ready = usePageState(state => state.ready)
  const starting = usePageState(state => state.starting)
  const run = usePageState(selectedRun)
  const triggers = usePageState(state => state.check?.triggers) ?? []
  const running = run !== undefined && !isTerminated(run.state.current)
  if (running || starting) {
    return (
      <Button icon="stop" disabled={run?.state.current === 'KILLING'} onClick={() => void page.stop()}>
        Stop <Kbd>Ctrl .</Kbd>
      </Button>
    )
  }
  return (
    <span className={styles.split}>
      <Button look="primary" icon="play" aria-label="Run" disabled={!ready} onClick={() => void page.run()}>
        Run <Kbd>Ctrl ⏎</Kbd>
      </Button>
      <Menu
        label="Ways to run"
        align="end"
        items={[
          { title: 'Run', hint: 'Ctrl ⏎', onSelect: () => void page.run() },
          ...triggers.map(({ id, name }) => ({
            title: `Run as ${id}`,
            hint: name,
            onSelect: () => page.editFiring(id),
          })),
          { title: 'What the next run will do', onSelect: () => void page.showRun(undefined) },
          { title: 'Set the inputs', onSelect: () => page.store.setState({ leftTab: 'inputs', pane: 'flow' }) },
        ]}
      >
        {trigger => <IconButton look="primary" name="Ways to run" icon="chevron" {...trigger} />}
      </Menu>
    </span>
  )
}

/** How many problems the text has; a press goes to the first. */
function ProblemCount(): ReactNode {
  const page = usePage()
  const problems = usePageState(state => state.check?.problems)
  const source = usePageState(state => state.checkedSource)
  const draft = usePageState(state => state.draft.source)
  const run = usePageState(selectedRun)
  const errors = problems?.filter(({ severity }) => severity === 'error') ?? []
  const failure = run && run.source === draft ? failureOf(run) : undefined
  const count = errors.length + (failure?.line ? 1 : 0)
  if (count === 0) return null
  const [first] = errors
  const place = first
    ? positionAt(source, first.span.start)
    : { line: failure?.line ?? 1, column: failure?.column ?? 1 }
  return (
    <button type="button" className={styles.problems} onClick={() => page.goToLine(place.line, place.column)}>
      <StateIcon state="FAILED" size={14} bare /> {count === 1 ? '1 problem' : `${count} problems`}
    </button>
  )
}

function ForeignNotice(): ReactNode {
  const page = usePage()
  const foreign = usePageState(state => state.foreignVersion)
  if (!foreign) return null
  return (
    <div className={styles.notice} role="alert">
      <Icon name="info" />
      <span>This flow changed in another tab.</span>
      <Button size="small" onClick={page.loadForeignVersion}>
        Load that version
      </Button>
      <Button size="small" look="ghost" onClick={() => void page.keepOwnVersion()}>
        Keep mine
      </Button>
    </div>
  )
}
