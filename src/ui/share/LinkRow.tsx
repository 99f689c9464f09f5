import type { ReactNode } from 'react'
import { fittingPlaces, LINK_PLACES } from '../../links'
import { formatBytes } from '../format'
import { usePageState } from '../state/usePage'
import { CopyRow } from './CopyRow'
import styles from './share.module.css'
import { type ShareOptions, sharedRun } from './shareContent'

/** The link, what it carries, and where it can be pasted. */
export function LinkRow({
  address,
  options,
  withheld,
  onOptions,
}: {
  readonly address: string
  readonly options: ShareOptions
  /** What the link does not carry, and why. */
  readonly withheld: string | undefined
  readonly onOptions: (options: ShareOptions) => void
}): ReactNode {
  const run = usePageState(sharedRun)
  return (
    <CopyRow title="Link" text={address} copied="Copied the link.">
      <p className={styles.note}>
        The flow is inside the link ({formatBytes(address.length)}). No server stores it. Anyone with the link can read
        it.
      </p>
      <Meter length={address.length} />
      <p className={styles.options}>
        <Choice name="inputs" options={options} onOptions={onOptions}>
          Input values
        </Choice>
        <Choice name="view" options={options} onOptions={onOptions}>
          This tab and selection
        </Choice>
        {run && (
          <>
            <Choice name="results" options={options} onOptions={onOptions}>
              Results of run {run.number}
            </Choice>
            <Choice name="recordings" options={options} onOptions={onOptions}>
              Its HTTP responses
            </Choice>
          </>
        )}
      </p>
      {withheld && (
        <p className={styles.note} role="status">
          {withheld}
        </p>
      )}
    </CopyRow>
  )
}

function Choice({
  name,
  options,
  onOptions,
  children,
}: {
  readonly name: keyof ShareOptions
  readonly options: ShareOptions
  readonly onOptions: (options: ShareOptions) => void
  readonly children: ReactNode
}): ReactNode {
  return (
    <label>
      <input
        type="checkbox"
        checked={options[name]}
        onChange={event => onOptions({ ...options, [name]: event.currentTarget.checked })}
      />
      {children}
    </label>
  )
}

/** How long the link is beside what programs keep whole. */
function Meter({ length }: { readonly length: number }): ReactNode {
  const fitting = fittingPlaces(length)
  const longest = LINK_PLACES.at(-1)?.limit ?? length
  return (
    <>
      <span className={styles.meter} data-full={length > longest} aria-hidden="true">
        <span style={{ width: `${Math.min(100, (length / longest) * 100)}%` }} />
      </span>
      <p className={styles.note} role="status">
        {fitting.length > 0
          ? `Fits into ${inWords(fitting)}.`
          : 'Some programs cut links this long. Download the .yaml or export the .zip instead.'}
      </p>
    </>
  )
}

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
