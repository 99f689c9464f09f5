import type { ReactNode } from 'react'
import { type Input, isTerminated } from '../../model'
import { Button } from '../controls'
import { InputFields } from '../inputs/InputFields'
import { locate } from '../outputs/path'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import styles from './flow.module.css'

/** The Inputs tab: a field for each input of the flow. */
export function InputsPanel(): ReactNode {
  const page = usePage()
  const inputs = usePageState(state => state.check?.inputs) ?? []
  const run = usePageState(selectedRun)
  const values = Object.keys(run?.inputs ?? {})
  if (inputs.length === 0) {
    return (
      <div className={styles.empty}>
        <p>This flow has no inputs.</p>
        <pre>{'inputs:\n  - id: name\n    type: STRING\n    defaults: World'}</pre>
      </div>
    )
  }
  return (
    <div className={styles.fields}>
      {run && !isTerminated(run.state.current) && (
        <p className={styles.hint}>Run {run.number} is going. Changes apply to the next run.</p>
      )}
      <InputFields />
      {run && values.length > 0 && (
        <Button
          size="small"
          onClick={() => {
            page.store.setState({ inputs: fieldsOf(run.inputs, inputs) })
            page.toast(`The fields hold the values of run ${run.number}.`)
          }}
        >
          Use the values of run {run.number} again
        </Button>
      )}
    </div>
  )
}

/** What a run took, as the fields hold it; the stars that stand for a secret are no value. */
function fieldsOf(
  values: Readonly<Record<string, unknown>>,
  inputs: readonly Input[],
): Readonly<Record<string, unknown>> {
  const fields = inputs
    .filter(({ type }) => type !== 'SECRET')
    .map(({ id }) => [id, locate(values, id.split('.'))?.value] as const)
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null))
}
