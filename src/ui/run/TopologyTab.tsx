import { type ReactNode, useState } from 'react'
import { type Execution, isTerminated } from '../../model'
import { useNow, usePage, usePageState } from '../state/usePage'
import { TopologyPanel } from '../topology'

/** The Topology tab: the flow as a drawing, with the states of this run. */
export function TopologyTab({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const outline = usePageState(state => state.check?.outline) ?? NO_TASKS
  const narrow = usePageState(state => state.layout === 'phone')
  const now = useNow(!isTerminated(execution.state.current), 250)
  const show = (line: number): void => {
    if (narrow) return
    const { reveal } = page.store.getState()
    page.store.setState({ leftTab: 'flow', reveal: { line, stamp: (reveal?.stamp ?? 0) + 1, focus: false } })
  }
  const [list, setList] = useState(page.services.settings.read(LIST) === 'true')
  const choose = (chosen: boolean): void => {
    setList(chosen)
    page.services.settings.write(LIST, String(chosen))
  }
  return (
    <TopologyPanel
      execution={execution}
      outline={outline}
      now={now}
      narrow={narrow}
      list={list}
      onList={choose}
      onLine={show}
    />
  )
}

/** The setting that remembers the person's choice. */
const LIST = 'topology-list'

const NO_TASKS = [] as const
