import type { Input } from '../../model'
import { textOf } from './values'

/** What is said under a field: the flow's own words, where the value comes from, and what is taken. */
export function hintOf(input: Input, touched: boolean): string {
  const parts = [
    input.description,
    input.type === 'SECRET' ? 'Kept in this tab only' : undefined,
    input.defaults !== undefined && !touched ? 'Default from the flow' : undefined,
    input.required ? undefined : 'May stay empty',
    takenBy(input),
  ]
  return parts.filter(part => part !== undefined && part !== '').join('. ')
}

function takenBy(input: Input): string | undefined {
  switch (input.type) {
    case 'INT':
    case 'FLOAT':
      return between(input.min, input.max)
    case 'DATE':
    case 'TIME':
      return between(input.after, input.before)
    case 'DATETIME':
      return [between(input.after, input.before), 'In UTC'].filter(Boolean).join('. ')
    case 'DURATION':
      return [between(input.min, input.max), 'Such as PT1H30M'].filter(Boolean).join('. ')
    case 'ARRAY':
      return typeof input.itemType === 'string' ? `Each item is of type ${input.itemType}` : undefined
    case 'STRING':
      return typeof input.validator === 'string' ? `Must match ${input.validator}` : undefined
    case 'FILE': {
      const kinds = acceptOf(input)
      return kinds === undefined ? undefined : `Only ${kinds}`
    }
    default:
      return undefined
  }
}

function between(least: unknown, most: unknown): string | undefined {
  const [from, to] = [textOf(least), textOf(most)]
  if (from !== '' && to !== '') return `From ${from} to ${to}`
  if (from !== '') return `From ${from} on`
  return to === '' ? undefined : `Up to ${to}`
}

/** The kinds of files that can be chosen, as `<input accept>` takes them. */
export function acceptOf({ accept, allowedFileExtensions, extension }: Input): string | undefined {
  const written = accept ?? allowedFileExtensions ?? extension
  const kinds = (Array.isArray(written) ? written : [written]).map(textOf).filter(kind => kind !== '')
  return kinds.length === 0 ? undefined : kinds.join(', ')
}
