import { type ReactNode, useEffect, useState } from 'react'
import type { StubReading } from '../../engine'
import { Button, Dialog } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import { recordedOutputs } from './stubs'
import styles from './stubs.module.css'

/** The outputs that stand in for a task that cannot run here, written as YAML or JSON and checked while they are. */
export function StubDialog({ taskId }: { readonly taskId: string }): ReactNode {
  const page = usePage()
  const type = usePageState(state => state.check?.outline.find(({ id }) => id === taskId)?.type ?? '')
  const given = usePageState(state => state.stubs[taskId])
  const recorded = usePageState(state => recordedOutputs(state.runs, taskId)?.number)
  const [text, setText] = useState(() => (given && Object.keys(given).length > 0 ? written(given) : ''))
  const reading = useReading(type, text)
  const close = (): void => page.showDialog(undefined)
  const takeRecorded = (): void => {
    const found = recordedOutputs(page.store.getState().runs, taskId)
    if (found) setText(written(found.outputs))
  }
  const save = async (): Promise<void> => {
    const last = await page.services.engine.readStub(type, text)
    if (!last.ok) return
    page.setStub(taskId, last.outputs)
    close()
  }
  const remove = (): void => {
    page.setStub(taskId, undefined)
    close()
  }
  return (
    <Dialog title={`Stub for ${taskId}`} onClose={close}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <label className={styles.label}>
          <span>
            The task is not run. Later tasks read these outputs instead, as YAML or JSON; leave it empty for none.
          </span>
          <textarea
            className={styles.text}
            aria-describedby="stub-remarks"
            aria-invalid={reading?.ok === false}
            rows={8}
            spellCheck={false}
            placeholder={(reading?.known ?? []).map(name => `${name}: `).join('\n')}
            value={text}
            onChange={event => setText(event.target.value)}
          />
        </label>
        <div id="stub-remarks" className={styles.remarks} aria-live="polite">
          <Remarks reading={reading} />
        </div>
        <p className={styles.actions}>
          <Button look="primary" type="submit" disabled={reading?.ok === false}>
            Use this stub
          </Button>
          {recorded !== undefined && <Button onClick={takeRecorded}>Take the outputs of run {recorded}</Button>}
          {given && (
            <Button look="ghost" onClick={remove}>
              Remove the stub
            </Button>
          )}
        </p>
      </form>
    </Dialog>
  )
}

const written = (outputs: Readonly<Record<string, unknown>>): string => JSON.stringify(outputs, null, 2)

/** What the text of a stub comes to; that of the text before while a new one is read. */
function useReading(type: string, text: string): StubReading | undefined {
  const { services } = usePage()
  const [reading, setReading] = useState<StubReading>()
  useEffect(() => {
    let current = true
    void services.engine.readStub(type, text).then(read => {
      if (current) setReading(read)
    })
    return () => {
      current = false
    }
  }, [services, type, text])
  return reading
}

function Remarks({ reading }: { readonly reading: StubReading | undefined }): ReactNode {
  if (!reading) return null
  if (!reading.ok) {
    return (
      <p data-wrong="true">
        {reading.line === undefined ? '' : `Line ${reading.line}: `}
        {reading.message}
      </p>
    )
  }
  if (reading.remarks.length > 0) return reading.remarks.map(remark => <p key={remark}>{remark}</p>)
  const { known } = reading
  if (known === undefined) return <p>The outputs of this type are not known here, so names are not checked.</p>
  return <p>{known.length === 0 ? 'In Kestra it has no outputs.' : `In Kestra it has ${known.join(', ')}.`}</p>
}
