import { useEffect, useState } from 'react'
import type { CompletionAnswer } from '../../engine'
import { keysAt, type Option, openExpression, wordsOf } from './completions'
import type { DebuggerPanelProps } from './props'

/** Words for the cursor of the input; they are looked for when something was typed there. */
export type Completions = {
  readonly options: readonly Option[]
  /** Looks for words at a place of the text. */
  readonly ask: (text: string, cursor: number) => void
  readonly close: () => void
}

/** Keys of the run, and words of the language as far as `complete` knows them. */
export function useCompletions(
  root: Readonly<Record<string, unknown>>,
  complete: DebuggerPanelProps['complete'],
): Completions {
  const [asked, setAsked] = useState<{ readonly text: string; readonly cursor: number }>()
  const [options, setOptions] = useState<readonly Option[]>([])
  useEffect(() => {
    setOptions([])
    if (!asked) return
    const { text, cursor } = asked
    const keys = keysAt(root, text, cursor)
    if (keys) {
      setOptions(keys)
      return
    }
    if (!complete || !/[A-Za-z_|]\s?$/.test(openExpression(text, cursor) ?? '')) return
    let late = false
    complete(text, cursor).then(
      (answer: CompletionAnswer | undefined) => {
        if (!late) setOptions(wordsOf(answer, text))
      },
      () => undefined,
    )
    return () => {
      late = true
    }
  }, [root, complete, asked])
  return { options, ask: (text, cursor) => setAsked({ text, cursor }), close: () => setAsked(undefined) }
}
