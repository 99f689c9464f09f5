import { type ReactNode, useEffect, useState } from 'react'
import type { Execution } from '../../model'
import { Button, Icon } from '../controls'
import { formatBytes, formatUtc, middleCut } from '../format'
import { pathExpression, type ValuePath } from '../outputs/path'
import { childrenOf, isFileUri, textOf } from '../outputs/values'
import { usePage, usePageState } from '../state/usePage'
import styles from './run.module.css'
import { saveBlob } from './saveBlob'

/** What a run took and made: inputs, outputs of the flow, files, and its facts. */
export function Details({ execution }: { readonly execution: Execution }): ReactNode {
  const start = execution.state.histories[0]?.date ?? ''
  return (
    <div className={styles.details}>
      <Values title="Inputs" values={execution.inputs} />
      <Values title="Outputs" values={execution.outputs ?? {}} />
      <Files execution={execution} />
      <section aria-label="Facts" className={styles.detail}>
        <h2>Facts</h2>
        <dl>
          <dt>Execution</dt>
          <dd>
            <code>{execution.id}</code>
          </dd>
          <dt>Started</dt>
          <dd>{formatUtc(start)}</dd>
          <dt>Read as</dt>
          <dd>Kestra {execution.version}</dd>
          {execution.note && (
            <>
              <dt>Note</dt>
              <dd>{execution.note}</dd>
            </>
          )}
        </dl>
      </section>
    </div>
  )
}

type ValuesProps = { readonly title: string; readonly values: Readonly<Record<string, unknown>> }

function Values({ title, values }: ValuesProps): ReactNode {
  const entries = Object.entries(values)
  if (entries.length === 0) return null
  return (
    <section aria-label={title} className={styles.detail}>
      <h2>{title}</h2>
      <dl>
        {entries.map(([key, value]) => (
          <div key={key} className={styles.pair}>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>
              <code>{middleCut(textOf(value), 240)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

type FoundFile = { readonly path: ValuePath; readonly uri: string; readonly taskId: string }

function Files({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const files = filesOf(execution)
  const sizes = useSizes(files)
  const phone = usePageState(state => state.layout === 'phone')
  if (files.length === 0) return null
  const open = (path: ValuePath): void => {
    page.store.setState({ path, tab: 'outputs' })
  }
  return (
    <section aria-label="Files" className={styles.detail}>
      <h2>Files</h2>
      <ul>
        {files.map(({ path, uri, taskId }) => (
          <li key={uri} className={styles.file}>
            <Icon name="file" />
            <button type="button" className={styles.fileName} onClick={() => open(path)}>
              {nameOf(path, uri)}
            </button>
            {!phone && <code className={styles.filePath}>{`{{ ${pathExpression(path)} }}`}</code>}
            <span className={styles.fileFacts}>{sizes.get(uri) ?? ''}</span>
            <span className={styles.fileFacts}>{taskId}</span>
            <Button
              size="small"
              icon="download"
              aria-label={`Download ${nameOf(path, uri)}`}
              onClick={() => void page.services.archive.file(uri).then(blob => saveBlob(blob, nameOf(path, uri)))}
            >
              Download
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The name a task gave its file, else the task's own, as "Ready to run" calls it; else the last part of its address. */
function nameOf(path: ValuePath, uri: string): string {
  if (path[2] === 'outputFiles') return path.slice(3).join('.')
  const last = uri.split('/').at(-1) ?? uri
  return path.length === 3 && path[2] === 'uri' ? `${path[1]}${/\.\w+$/.exec(last)?.[0] ?? ''}` : last
}

function filesOf(execution: Execution): readonly FoundFile[] {
  return execution.taskRuns.flatMap(({ taskId, outputs, value }) =>
    value === undefined ? filesIn(outputs, ['outputs', taskId], taskId) : [],
  )
}

function filesIn(value: unknown, path: ValuePath, taskId: string): readonly FoundFile[] {
  if (isFileUri(value)) return [{ path, uri: value, taskId }]
  if (typeof value !== 'object' || path.length > 5) return []
  return childrenOf(value).flatMap(child => filesIn(child.value, [...path, child.key], taskId))
}

function useSizes(files: readonly FoundFile[]): ReadonlyMap<string, string> {
  const { services } = usePage()
  const [sizes, setSizes] = useState<ReadonlyMap<string, string>>(new Map())
  const wanted = files.map(({ uri }) => uri).join('\n')
  useEffect(() => {
    let current = true
    const read = async (uri: string): Promise<readonly [string, string]> => {
      try {
        return [uri, formatBytes((await services.archive.file(uri)).size)]
      } catch {
        return [uri, 'deleted']
      }
    }
    void Promise.all(wanted.split('\n').filter(Boolean).map(read)).then(found => {
      if (current) setSizes(new Map(found))
    })
    return () => {
      current = false
    }
  }, [wanted, services])
  return sizes
}
