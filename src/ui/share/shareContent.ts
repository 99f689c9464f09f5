import { type FoundToken, findTokens, type LinkContent } from '../../links'
import { type Execution, type Input, isTerminated } from '../../model'
import { writeResults } from '../../transfer'
import { pathExpression } from '../outputs/path'
import { currentWorkspace } from '../state/drafts'
import { type PageState, selectedRun } from '../state/pageState'
import { collectRun, type RunArchive, recordingsOf, secretTexts } from './exportRun'

/** What a person chose to put into a link beside the flow. */
export type ShareOptions = {
  readonly inputs: boolean
  readonly view: boolean
  /** The run on the right with its outputs. */
  readonly results: boolean
  /** The responses that it got. */
  readonly recordings: boolean
}

/** The run whose results a link may carry: one that ended and was of this very text. */
export function sharedRun(state: PageState): Execution | undefined {
  const run = selectedRun(state)
  return run && isTerminated(run.state.current) && run.source === state.draft.source ? run : undefined
}

/** What a link carries; `withheld` says what it does not carry because it looks like a credential. */
export type Shared = { readonly content: LinkContent; readonly withheld: string | undefined }

/** What a link of the page as it stands carries; files to come as bytes. */
export async function shareContent(state: PageState, options: ShareOptions, archive: RunArchive): Promise<Shared> {
  const version = currentWorkspace(state)?.version ?? 'auto'
  const inputs = options.inputs ? sharedInputs(state) : {}
  const files = await Promise.all(
    state.files.map(async ({ path, content }) => ({ path, content: new Uint8Array(await content.arrayBuffer()) })),
  )
  const ofRun = await runContent(state, options, archive)
  const [token] = findTokens(JSON.stringify(ofRun, null, 1))
  const content: LinkContent = {
    flows: [state.draft.source],
    ...(files.length > 0 ? { files } : {}),
    ...(version === 'auto' ? {} : { version }),
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
    ...(options.view ? viewOf(state) : {}),
    ...(Object.keys(state.stubs).length > 0 ? { stubs: state.stubs } : {}),
    ...(token ? {} : ofRun),
  }
  return { content, withheld: token && `What this run got holds ${token.kind}, so it stays here.` }
}

async function runContent(
  state: PageState,
  { results, recordings }: ShareOptions,
  archive: RunArchive,
): Promise<Pick<LinkContent, 'results' | 'recordings'>> {
  const run = sharedRun(state)
  if (!run || !(results || recordings)) return {}
  const secrets = secretTexts(state, run)
  return {
    ...(results ? { results: await writeResults(await collectRun(run, secrets, archive)) } : {}),
    ...(recordings ? { recordings: await recordingsOf(run.id, secrets, archive) } : {}),
  }
}

function viewOf({ runId, tab, path }: PageState): Pick<LinkContent, 'view'> {
  if (runId === undefined) return {}
  return { view: { tab, ...(path.length > 0 ? { select: pathExpression(path) } : {}) } }
}

/** Types of inputs whose values never leave: secrets, and files, which have no text. */
const KEPT_HERE: ReadonlySet<Input['type']> = new Set<Input['type']>(['SECRET', 'FILE'])

/** The typed input values that may travel. */
export function sharedInputs({ inputs, check }: Pick<PageState, 'inputs' | 'check'>): PageState['inputs'] {
  const types = new Map(check?.inputs.map(({ id, type }) => [id, type]))
  return Object.fromEntries(
    Object.entries(inputs).filter(([id, value]) => {
      const type = types.get(id)
      return !(value instanceof Blob) && !(type && KEPT_HERE.has(type))
    }),
  )
}

/** Whether an input value looks like a credential: its name or its text. */
export const inputsLookSecret = (inputs: PageState['inputs']): boolean =>
  Object.entries(inputs).some(([id, value]) => findTokens(`${id}: ${String(value)}`).length > 0)

/** A text in which a credential became `{{ secret('NAME') }}`, with the secret's name and value. */
export type Moved = { readonly source: string; readonly name: string; readonly value: string }

/** Moves what looks like a credential out of the text. */
export function moveToSecret(source: string, { line, column }: Pick<FoundToken, 'line' | 'column'>): Moved {
  const lines = source.split('\n')
  const text = lines[line - 1] ?? ''
  const start = column - 1
  const before = text.slice(0, start)
  const value = /^(?:Bearer\s+)?[^\s"'#]+/i.exec(text.slice(start))?.[0] ?? ''
  const key = /([A-Za-z_][\w.-]*)["']?\s*[:=]\s*["']?[^:=]*$/.exec(before)?.[1] ?? 'token'
  const name = key.replace(/\W+/g, '_').toUpperCase()
  const expression = `{{ secret('${name}') }}`
  const bare = /:\s+$/.test(before)
  const changed = before + (bare ? `"${expression}"` : expression) + text.slice(start + value.length)
  return { source: lines.with(line - 1, changed).join('\n'), name, value }
}
