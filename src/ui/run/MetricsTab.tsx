import { type ReactNode, useEffect } from 'react'
import { type Execution, isTerminated, type MetricEntry } from '../../model'
import { usePage, usePageState } from '../state/usePage'
import { metricRows } from './metricRows'
import styles from './metrics.module.css'

/** The Metrics tab: what tasks counted and timed, as Kestra keeps it. */
export function MetricsTab({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const { id } = execution
  const known = usePageState(state => state.metrics.get(id))
  useEffect(() => {
    if (known) return
    let left = false
    void page.services.archive.metrics(id).then(kept => {
      const { metrics } = page.store.getState()
      if (!left && !metrics.has(id)) page.store.setState({ metrics: new Map(metrics).set(id, kept) })
    })
    return () => {
      left = true
    }
  }, [page, id, known])
  const rows = metricRows(known ?? NO_METRICS)
  if (rows.length === 0) {
    return (
      <p className={styles.empty}>
        {isTerminated(execution.state.current) ? 'No metrics in this run.' : 'Metrics appear as tasks report them.'}
      </p>
    )
  }
  const repeated = rows.some(({ count }) => count > 1)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section aria-label="Metrics of the run" tabIndex={0} className={styles.box}>
      <table aria-label="Metrics" className={styles.table}>
        <thead>
          <tr>
            <th>Task</th>
            <th>Metric</th>
            {repeated && <th className={styles.number}>Reported</th>}
            <th className={styles.number}>Sum</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ taskId, name, type, tags, count, text }, index) => (
            <tr key={`${taskId} ${name} ${type} ${tags}`}>
              <td>{rows[index - 1]?.taskId === taskId ? '' : <code>{taskId}</code>}</td>
              <td>
                <code>{name}</code> <span className={styles.type}>{type}</span>
                {tags !== '' && (
                  <span className={styles.tags} title={tags}>
                    {tags}
                  </span>
                )}
              </td>
              {repeated && <td className={styles.number}>{count === 1 ? '' : `${count} times`}</td>}
              <td className={styles.number}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const NO_METRICS: readonly MetricEntry[] = []
