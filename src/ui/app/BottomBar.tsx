import type { ReactNode } from 'react'
import { isTerminated } from '../../model'
import { Icon } from '../controls'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import styles from './App.module.css'

/** The phone's four places. */
export function BottomBar(): ReactNode {
  const page = usePage()
  const pane = usePageState(state => state.pane)
  const tab = usePageState(state => state.tab)
  const run = usePageState(selectedRun)
  const starting = usePageState(state => state.starting)
  const running = starting || (run !== undefined && !isTerminated(run.state.current))
  const at = (other: string): boolean => pane === 'execution' && tab === other
  return (
    <nav aria-label="Panes" className={styles.bottom}>
      <button type="button" aria-current={pane === 'flow'} onClick={() => page.store.setState({ pane: 'flow' })}>
        <Icon name="code" size={20} />
        Flow
      </button>
      <button
        type="button"
        aria-current={at('overview') || at('gantt')}
        onClick={() => {
          page.showTab('overview')
          void (running ? page.stop() : page.run())
        }}
      >
        <Icon name={running ? 'stop' : 'play'} size={20} />
        {running ? 'Stop' : 'Run'}
      </button>
      <button type="button" aria-current={at('outputs')} onClick={() => page.showTab('outputs')}>
        <Icon name="table" size={20} />
        Outputs
      </button>
      <button type="button" aria-current={at('logs')} onClick={() => page.showTab('logs')}>
        <Icon name="list" size={20} />
        Logs
      </button>
    </nav>
  )
}
