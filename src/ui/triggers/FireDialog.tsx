import { type ReactNode, useState } from 'react'
import type { FlowTrigger } from '../../engine'
import { Button, Dialog } from '../controls'
import { formatBytes } from '../format'
import { usePage, usePageState } from '../state/usePage'
import { dateField, type FiringFields, fireRequest, firingKind } from './firing'
import styles from './triggers.module.css'

/** Fires a trigger of the flow by hand, with what its type is fired by: a date, a call, a run that ended, files. */
export function FireDialog({ trigger }: { readonly trigger: FlowTrigger }): ReactNode {
  const page = usePage()
  const [fields, setFields] = useState<FiringFields>(() => ({
    date: dateField(page.services.now()),
    body: '',
    files: [],
    flow: '',
    state: 'SUCCESS',
    outputs: '',
  }))
  const [problem, setProblem] = useState<string>()
  const close = (): void => page.showDialog(undefined)
  const run = (): void => {
    try {
      const fire = fireRequest(trigger, fields, page.services.newId)
      close()
      void page.fire(fire)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <Dialog title={`Run as ${trigger.id}`} onClose={close}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          run()
        }}
      >
        <p className={styles.about}>
          {trigger.name} does not fire here by itself. Expressions read what you give as <code>trigger</code>.
        </p>
        <Fields trigger={trigger} fields={fields} onChange={some => setFields({ ...fields, ...some })} />
        {problem && (
          <p className={styles.wrong} role="alert">
            {problem}
          </p>
        )}
        <p>
          <Button look="primary" type="submit" icon="play">
            Run
          </Button>
        </p>
      </form>
    </Dialog>
  )
}

type FieldsProps = {
  readonly trigger: FlowTrigger
  readonly fields: FiringFields
  readonly onChange: (fields: Partial<FiringFields>) => void
}

function Fields({ trigger, fields, onChange }: FieldsProps): ReactNode {
  const kind = firingKind(trigger)
  switch (kind) {
    case 'date':
      return (
        <label className={styles.field}>
          It fires at, UTC
          <input
            type="datetime-local"
            required
            value={fields.date}
            onChange={event => onChange({ date: event.target.value })}
          />
        </label>
      )
    case 'call':
      return (
        <label className={styles.field}>
          Body of the call, JSON or text
          <textarea
            rows={6}
            spellCheck={false}
            value={fields.body}
            onChange={event => onChange({ body: event.target.value })}
          />
        </label>
      )
    case 'files':
      return <Files files={fields.files} onChange={files => onChange({ files })} />
    case 'execution':
      return <Ended fields={fields} onChange={onChange} />
    default:
      return kind satisfies never
  }
}

function Files({
  files,
  onChange,
}: {
  readonly files: readonly File[]
  readonly onChange: (files: readonly File[]) => void
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a second way; the field inside is the first
    <div
      className={styles.drop}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        onChange([...event.dataTransfer.files])
      }}
    >
      <label className={styles.field}>
        Files that it finds; drop them here
        <input type="file" multiple onChange={event => onChange([...(event.target.files ?? [])])} />
      </label>
      <ul>
        {files.map(({ name, size }) => (
          <li key={name}>
            {name}, {formatBytes(size)}
          </li>
        ))}
      </ul>
    </div>
  )
}

const ENDS = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED'] as const

function Ended({ fields, onChange }: Omit<FieldsProps, 'trigger'>): ReactNode {
  const namespace = usePageState(state => state.check?.flow?.namespace ?? '')
  return (
    <>
      <label className={styles.field}>
        Flow that ended
        <input
          required
          pattern=".+\..+"
          placeholder={`${namespace || 'company.team'}.other_flow`}
          value={fields.flow}
          onChange={event => onChange({ flow: event.target.value })}
        />
      </label>
      <label className={styles.field}>
        State it ended in
        <select value={fields.state} onChange={event => onChange({ state: event.target.value })}>
          {ENDS.map(state => (
            <option key={state}>{state}</option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        Its outputs, JSON
        <textarea
          rows={4}
          spellCheck={false}
          placeholder="{}"
          value={fields.outputs}
          onChange={event => onChange({ outputs: event.target.value })}
        />
      </label>
    </>
  )
}
