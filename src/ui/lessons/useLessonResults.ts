import { useEffect, useState } from 'react'
import { evaluateLesson, filesToRead, isDone, type Lesson, type StepResult } from '../../lessons'
import { isTerminated } from '../../model'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { addProgress } from './progress'

/** What is missing of each step, from the run on the right; takes down when nothing is. */
export function useLessonResults(lesson: Lesson): readonly StepResult[] {
  const page = usePage()
  const draft = usePageState(state => state.draft.source)
  const run = usePageState(selectedRun)
  const logs = usePageState(state => (run ? state.logs.get(run.id) : undefined))
  const ended = run && isTerminated(run.state.current) ? run : undefined
  const [results, setResults] = useState<readonly StepResult[]>(() =>
    evaluateLesson(lesson, { source: '', logs: [], files: new Map() }),
  )
  useEffect(() => {
    let current = true
    const evaluate = async (): Promise<void> => {
      const files = new Map<string, string>()
      for (const uri of ended ? filesToRead(lesson, ended) : []) {
        const text = await page.services.archive.file(uri).then(
          file => file.text(),
          () => undefined,
        )
        if (text !== undefined) files.set(uri, text)
      }
      if (!current) return
      const source = ended?.source ?? draft
      const found = evaluateLesson(lesson, { source, logs: logs ?? [], files, ...(ended ? { execution: ended } : {}) })
      setResults(found)
      if (isDone(found)) addProgress(page.services.settings, [lesson.id])
    }
    void evaluate()
    return () => {
      current = false
    }
  }, [page, lesson, draft, ended, logs])
  return results
}
