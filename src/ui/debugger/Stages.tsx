import { Fragment, type ReactNode } from 'react'
import type { EvaluationStage } from '../../engine'
import { Icon } from '../controls'
import { middleCut } from '../format'
import { typeOf } from '../outputs'
import styles from './DebuggerPanel.module.css'

type StagesProps = {
  readonly stages: readonly EvaluationStage[]
  readonly selected: number
  readonly onSelect: (index: number) => void
}

/** The stages of a pipe in order, each with what it gave; a press shows that stage. */
export function Stages({ stages, selected, onSelect }: StagesProps): ReactNode {
  if (stages.length < 2) return null
  return (
    <ol aria-label="Stages" className={styles.stages}>
      {stages.map((stage, index) => (
        <Fragment key={`${stage.span.start} ${stage.source}`}>
          {index > 0 && (
            <li aria-hidden="true" className={styles.between}>
              <Icon name="forward" size={12} />
            </li>
          )}
          <li className={styles.stageItem}>
            <button
              type="button"
              aria-pressed={index === selected}
              className={styles.stage}
              title={stage.source}
              onClick={() => onSelect(index)}
            >
              <code>{middleCut(stage.source, 34)}</code>
              <span>{[typeOf(stage.value), stage.size].filter(Boolean).join(', ')}</span>
            </button>
          </li>
        </Fragment>
      ))}
    </ol>
  )
}
