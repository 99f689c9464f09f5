import { type ReactNode, useEffect, useState } from 'react'
import { SAMPLE_ADDRESS } from '../../examples'
import { answerOffline, type OfflineAnswer, type OfflineState } from '../../offline'
import { flowName } from '../bar/FlowMenu'
import { Icon } from '../controls'
import { formatBytes } from '../format'
import { usePageState } from '../state/usePage'
import styles from './offline.module.css'

type FlowAnswerProps = { readonly has: (resource: string) => Promise<boolean>; readonly state: OfflineState }

/** Whether the open flow will run without a network, from its text. */
export function FlowAnswer({ has, state }: FlowAnswerProps): ReactNode {
  const check = usePageState(page => page.check)
  const lesson = usePageState(page => page.lesson)
  const source = usePageState(page => page.draft.source)
  const [answer, setAnswer] = useState<OfflineAnswer>()
  useEffect(() => {
    if (!check) return
    const isHere = async (resource: string): Promise<boolean> => {
      const item = state.items.find(({ id }) => id === resource)
      return (item !== undefined && item.kept === item.bytes) || has(resource)
    }
    const recorded = (lesson?.recordings ?? []).map(({ method, url }) => `${method} ${bare(url)}`)
    const known = new Set([`GET ${bare(SAMPLE_ADDRESS)}`, ...recorded])
    const ready = check.ready.map(item => (item.kind === 'download' ? { ...item, here: false } : item))
    const atHand = { has: isHere, answers: (method: string, address: string) => known.has(`${method} ${address}`) }
    void answerOffline(ready, atHand).then(setAnswer)
  }, [check, lesson, has, state])
  if (!answer) return null
  return (
    <section className={styles.section} aria-label="This flow">
      <h3>
        This flow <code>{flowName(source).id}</code>
      </h3>
      <p className={answer.runs === 'yes' ? styles.good : styles.warning}>
        <Icon name={answer.runs === 'yes' ? 'check' : 'alert'} size={14} /> {HEADS[answer.runs]}
      </p>
      <ul className={styles.facts}>
        {answer.missing.map(({ title, bytes }) => (
          <li key={title}>
            {title} is not in this browser
            {bytes === undefined ? '. Run the flow once to keep it.' : `, ${formatBytes(bytes)}.`}
          </li>
        ))}
        {answer.calls.map(call => (
          <li key={call}>
            <code>{call}</code> needs a network.
          </li>
        ))}
        {answer.answered.map(call => (
          <li key={call}>
            <code>{call}</code> is answered with a response that is here.
          </li>
        ))}
      </ul>
    </section>
  )
}

const HEADS = {
  yes: 'Runs without a network.',
  no: 'Does not run without a network yet.',
  'in part': 'Runs, but what it calls cannot be reached without a network.',
} as const

const bare = (address: string): string => address.replace(/^https:\/\//, '')
