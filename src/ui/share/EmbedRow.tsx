import { type ReactNode, useState } from 'react'
import { Button } from '../controls'
import { CopyRow } from './CopyRow'
import styles from './share.module.css'
import { componentSnippet, type EmbedChoice, embedAddress, iframeSnippet, PLAIN_EMBED } from './snippets'

const WIDTHS = [720, 480, 360] as const

/** The flow inside another page: its snippet, what it shows, and how that looks. */
export function EmbedRow({
  base,
  link,
  source,
  title,
}: {
  readonly base: string
  readonly link: string
  readonly source: string
  readonly title: string
}): ReactNode {
  const [choice, setChoice] = useState<EmbedChoice>(PLAIN_EMBED)
  const [kind, setKind] = useState<'iframe' | 'component'>('iframe')
  const [width, setWidth] = useState<number | undefined>()
  const snippet = kind === 'iframe' ? iframeSnippet(base, link, choice, title) : componentSnippet(base, source, choice)
  return (
    <CopyRow title="Embed" text={snippet} copied="Copied the embed.">
      <p className={styles.options}>
        <Choice label="As" value={kind} values={['iframe', 'component']} onChange={setKind} />
        <Choice
          label="Tab"
          value={choice.tab}
          values={['flow', 'outputs', 'logs']}
          onChange={tab => setChoice({ ...choice, tab })}
        />
        <Choice
          label="Theme"
          value={choice.theme}
          values={['auto', 'light', 'dark']}
          onChange={theme => setChoice({ ...choice, theme })}
        />
        <Choice
          label="Layout"
          value={choice.layout}
          values={['auto', 'tabs', 'split', 'result']}
          onChange={layout => setChoice({ ...choice, layout })}
        />
        <label>
          Lines
          <input
            className={styles.lines}
            placeholder="14-38"
            value={choice.lines}
            onChange={event => setChoice({ ...choice, lines: event.currentTarget.value })}
          />
        </label>
      </p>
      <p className={styles.options}>
        Preview at
        {WIDTHS.map(wide => (
          <Button
            key={wide}
            size="small"
            aria-pressed={width === wide}
            onClick={() => setWidth(width === wide ? undefined : wide)}
          >
            {wide}
          </Button>
        ))}
      </p>
      {width !== undefined && (
        <div className={styles.preview}>
          <iframe key={width} src={embedAddress(base, link, choice)} title="Preview of the embed" style={{ width }} />
        </div>
      )}
    </CopyRow>
  )
}

function Choice<Value extends string>({
  label,
  value,
  values,
  onChange,
}: {
  readonly label: string
  readonly value: Value
  readonly values: readonly Value[]
  readonly onChange: (value: Value) => void
}): ReactNode {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={event => {
          const chosen = values.find(other => other === event.currentTarget.value)
          if (chosen) onChange(chosen)
        }}
      >
        {values.map(other => (
          <option key={other} value={other}>
            {other === 'component' ? '<flow-yard>' : other}
          </option>
        ))}
      </select>
    </label>
  )
}
