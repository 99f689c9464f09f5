import { LOG_LEVELS, type LogEntry } from '../model'
import { BundleUnreadable, ENTRY } from './bundle'
import { readFields } from './readExecution'

/** Reads a line of a stranger's log. @throws BundleUnreadable */
export function readLogFields(value: unknown, index: number, executionId: string): LogEntry {
  const { level, date, message, taskId, taskRunId, attempt, logger } = readFields(value)
  const known = LOG_LEVELS.find(name => name === level)
  if (known === undefined || typeof date !== 'string' || typeof message !== 'string') {
    throw new BundleUnreadable('not-a-run', `${ENTRY.logs}, line ${index + 1}`)
  }
  return {
    index,
    executionId,
    level: known,
    date,
    message,
    ...(typeof taskId === 'string' ? { taskId } : {}),
    ...(typeof taskRunId === 'string' ? { taskRunId } : {}),
    ...(typeof attempt === 'number' ? { attempt } : {}),
    ...(logger === 'flowyard' ? { logger } : {}),
  }
}
