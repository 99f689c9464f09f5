import type { TaskRun, TaskRunBadge } from '../../model'

const WORDS: Readonly<Record<TaskRunBadge, string>> = {
  'sample-response': 'Sample response',
  'recorded-response': 'Recorded response',
  stub: 'Stub',
  reused: 'Reused',
}

/** The marks of some task runs in words, each once. */
export const badgesOf = (runs: readonly TaskRun[]): readonly string[] => [
  ...new Set(runs.flatMap(({ badges }) => badges ?? []).map(badge => WORDS[badge])),
]
