import type { ReactNode } from 'react'
import type { ReadyItem } from '../../engine'
import { flowName } from '../bar/FlowMenu'
import { Button, Icon, type IconName } from '../controls'
import { formatBytes, formatCount } from '../format'
import { InputFields } from '../inputs/InputFields'
import { OpenedFacts, SaveCopy } from '../opened/OpenedFacts'
import { RunRecorded } from '../opened/OpenedTag'
import { bytesToDownload } from '../state/metered'
import { usePage, usePageState } from '../state/usePage'
import { RunOthers, StubOf } from '../stubs/CannotRun'
import { TriggerList } from '../triggers/TriggerList'
import { LowSpace } from './LowSpace'
import styles from './ready.module.css'

type Kind = ReadyItem['kind']

const ICONS: Readonly<Record<Kind, IconName>> = {
  call: 'globe',
  download: 'download',
  code: 'code',
  keep: 'file',
  secret: 'key',
  'cannot-run': 'alert',
}

const ORDER: readonly Kind[] = ['cannot-run', 'call', 'download', 'code', 'keep', 'secret']

/** What the next run will call, download, execute and keep, read from the text without running it. */
export function ReadyToRun(): ReactNode {
  const page = usePage()
  const check = usePageState(state => state.check)
  const starting = usePageState(state => state.starting || !state.ready)
  const title = usePageState(state => (state.workspaceId === '' ? 'Opening…' : flowName(state.draft.source).id))
  const inputs = check?.inputs.length ?? 0
  const errors = check?.problems.filter(({ severity }) => severity === 'error') ?? []
  return (
    <div className={styles.box}>
      <div className={styles.ready}>
        <div className={styles.list}>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.about}>{check && (check.flow?.description ?? aboutOf(check.outline.length))}</p>
          {check && check.ready.length > 0 && <h3 className={styles.lead}>If you run it, this flow will</h3>}
          {check &&
            ORDER.map(kind => (
              <Section key={kind} kind={kind} items={check.ready.filter(item => item.kind === kind)} />
            ))}
          {check && check.ready.length === 0 && errors.length === 0 && (
            <p className={styles.about}>It calls no host, downloads nothing and runs no script.</p>
          )}
          {errors[0] && (
            <p className={styles.broken} role="status">
              <Icon name="alert" /> This text cannot run yet: {errors[0].message}
            </p>
          )}
        </div>
        <aside className={styles.side} aria-label="Run">
          {inputs > 0 && (
            <>
              <h3 className={styles.lead}>Inputs</h3>
              <InputFields />
            </>
          )}
          <Secrets />
          <LowSpace bytes={bytesToDownload(check?.ready ?? [])} />
          <Button look="primary" size="large" icon="play" disabled={starting} onClick={() => void page.run()}>
            Run this flow
          </Button>
          <RunRecorded />
          <TriggerList />
          <SaveCopy />
          <div className={styles.cannot}>
            <h3 className={styles.lead}>What it cannot do</h3>
            <ul>
              {['Read files on your computer', 'See your other flows, or sites you are signed in to'].map(promise => (
                <li key={promise}>
                  <Icon name="lock" size={14} /> {promise}
                </li>
              ))}
            </ul>
          </div>
          <OpenedFacts />
        </aside>
      </div>
    </div>
  )
}

/** Fields for the secrets that the flow names; what is typed stays in this tab. */
function Secrets(): ReactNode {
  const page = usePage()
  const ready = usePageState(state => state.check?.ready)
  const secrets = usePageState(state => state.secrets)
  const names =
    ready?.filter(({ kind, title }) => kind === 'secret' && /^\w+$/.test(title)).map(({ title }) => title) ?? []
  if (names.length === 0) return null
  return (
    <>
      <h3 className={styles.lead}>Secrets</h3>
      {names.map(name => (
        <label key={name} className={styles.secret}>
          <code>{name}</code>
          <input
            type="password"
            autoComplete="off"
            value={secrets[name] ?? ''}
            onChange={event => page.store.setState({ secrets: { ...secrets, [name]: event.target.value } })}
          />
        </label>
      ))}
      <p className={styles.about}>Kept in this tab only, never in links.</p>
    </>
  )
}

const aboutOf = (tasks: number): string => (tasks === 0 ? 'No tasks yet.' : `${formatCount(tasks, 'task')}.`)

function Section({ kind, items }: { readonly kind: Kind; readonly items: readonly ReadyItem[] }): ReactNode {
  if (items.length === 0) return null
  const { title, note } = headOf(kind, items)
  return (
    <section className={styles.section}>
      <span className={styles.sectionIcon} aria-hidden="true">
        <Icon name={ICONS[kind]} />
      </span>
      <div className={styles.sectionBody}>
        <h3 className={styles.sectionHead}>
          {title} <span>{note}</span>
        </h3>
        <ul>
          {items.map(item => (
            <Row key={`${item.title} ${item.taskId} ${item.line}`} item={item} />
          ))}
        </ul>
        {kind === 'cannot-run' && <RunOthers />}
      </div>
    </section>
  )
}

function headOf(kind: Kind, items: readonly ReadyItem[]): { readonly title: string; readonly note: string } {
  const count = items.length
  switch (kind) {
    case 'call': {
      const hosts = new Set(items.map(({ title }) => hostOf(title))).size
      return {
        title: `Call ${hosts === 1 ? 'one host' : `${hosts} hosts`}`,
        note: 'from your browser, without cookies',
      }
    }
    case 'download': {
      const missing = items.filter(({ here }) => !here)
      const bytes = bytesToDownload(missing)
      if (missing.length === 0) return { title: 'Download nothing', note: 'everything it needs is in this browser' }
      return {
        title: bytes > 0 ? `Download ${formatBytes(bytes)}` : 'Download',
        note: 'once, then kept in this browser',
      }
    }
    case 'code':
      return { title: 'Run code', note: 'read it on the left first' }
    case 'keep':
      return {
        title: `Keep ${count === 1 ? 'one file' : `${count} files`} in this browser`,
        note: 'you can delete them at any time',
      }
    case 'secret':
      return { title: `Need ${formatCount(count, 'secret')}`, note: 'kept in this tab only' }
    case 'cannot-run':
      return { title: `Not run ${formatCount(count, 'task')}`, note: 'a browser page cannot do what they do' }
    default:
      return kind satisfies never
  }
}

const hostOf = (title: string): string =>
  (title.split(' ').at(-1) ?? title).replace(/^https?:\/\//, '').split('/')[0] ?? title

function Row({ item }: { readonly item: ReadyItem }): ReactNode {
  const page = usePage()
  const { line } = item
  return (
    <li className={styles.row}>
      <span className={styles.rowTitle} data-mono={item.kind === 'call' || item.kind === 'keep'}>
        {item.title} {item.detail && <span className={styles.detail}>{item.detail}</span>}
      </span>
      <span className={styles.rowFacts}>
        {factsOf(item)}
        {line !== undefined && (
          <button type="button" className={styles.line} onClick={() => page.goToLine(line)}>
            line {line}
          </button>
        )}
        {item.kind === 'cannot-run' && <StubOf item={item} />}
      </span>
    </li>
  )
}

function factsOf({ kind, here, bytes, taskId, line }: ReadyItem): string {
  const end = line === undefined ? '' : ', '
  if (kind !== 'download') return taskId === undefined ? '' : `${taskId}${end}`
  if (here) return `already here${end}`
  return `${bytes === undefined ? 'size not known' : formatBytes(bytes)}${end}`
}
