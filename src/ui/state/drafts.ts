import type { Outputs, Span } from '../../model'
import type { Workspace } from '../client'
import type { Checking } from './checking'
import type { PageTools } from './page'
import type { PageState } from './pageState'
import { dropUnsaved, keepUnsaved } from './unsaved'

/** What a person does to the text and the input fields. */
export type Drafts = {
  /** The editor's text changed. */
  readonly edit: (source: string) => void
  /** The page changes the text; the editor follows. */
  readonly replaceText: (source: string) => void
  /** Puts `text` in the place of a span of the text. */
  readonly applyFix: (fix: { readonly span: Span; readonly text: string }) => void
  readonly setInput: (id: string, value: unknown) => void
  /** Gives a task that cannot run here its outputs; undefined takes the stub away. */
  readonly setStub: (taskId: string, outputs: Outputs | undefined) => void
  /** Writes what is not yet written, at once: the page may be gone in a moment. */
  readonly saveNow: () => void
}

const PAUSE = 400

/** The text with its autosave: soon after the last key, and at once when the page is hidden. */
export function createDrafts(tools: PageTools, checking: Checking): Drafts {
  const { store, services } = tools
  let timer: ReturnType<typeof setTimeout> | undefined

  const save = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const before = store.getState()
    const workspace = currentWorkspace(before)
    if (!workspace || before.foreignVersion || before.opened) return
    const saved = draftOf(before, workspace, new Date(services.now()).toISOString())
    try {
      await services.archive.saveWorkspace(saved)
      dropUnsaved(services.settings, saved.id)
      const after = store.getState()
      const same = after.draft.source === saved.source && after.inputs === saved.inputs && after.stubs === saved.stubs
      store.setState({
        workspaces: replaceWorkspace(after.workspaces, saved),
        ...(same && after.workspaceId === saved.id ? { saved: 'saved', saveError: undefined } : {}),
      })
    } catch (error) {
      store.setState({ saved: 'failed', saveError: error instanceof Error ? error.message : String(error) })
    }
  }
  const saveLater = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), PAUSE)
    store.setState({ saved: 'saving' })
    checking.later()
  }
  const setSource = (source: string, grow: number): void => {
    const { draft } = store.getState()
    store.setState({ draft: { source, stamp: draft.stamp + grow }, startError: undefined })
    saveLater()
  }
  store.subscribe((state, before) => {
    if (state.check === before.check) return
    const apart = withSecretsApart(state, state.check)
    if (apart.inputs === state.inputs) return
    store.setState(apart)
    saveLater()
  })
  return {
    edit: source => {
      if (source !== store.getState().draft.source) setSource(source, 0)
    },
    replaceText: source => setSource(source, 1),
    applyFix: ({ span, text }) => {
      const { source } = store.getState().draft
      setSource(source.slice(0, span.start) + text + source.slice(span.end), 1)
    },
    setInput: (id, value) => {
      const { inputs, inputProblems, check } = store.getState()
      store.setState({
        ...withSecretsApart({ ...store.getState(), inputs: { ...inputs, [id]: value } }, check),
        inputProblems: inputProblems.filter(problem => problem.inputId !== id),
      })
      saveLater()
    },
    setStub: (taskId, outputs) => {
      const { [taskId]: _old, ...others } = store.getState().stubs
      store.setState({ stubs: outputs ? { ...others, [taskId]: outputs } : others })
      saveLater()
    },
    saveNow: () => {
      if (timer === undefined) return
      const state = store.getState()
      if (state.opened) return
      keepUnsaved(services.settings, state.workspaceId, state.draft.source, new Date(services.now()).toISOString())
      void save()
    },
  }
}

/** The fields with the values of SECRET inputs apart from those that are kept with the workspace. */
function withSecretsApart(
  { inputs, secretInputs }: Pick<PageState, 'inputs' | 'secretInputs'>,
  check: PageState['check'],
): Pick<PageState, 'inputs' | 'secretInputs'> {
  const ids = (check?.inputs ?? []).flatMap(({ id, type }) =>
    type === 'SECRET' && Object.hasOwn(inputs, id) ? [id] : [],
  )
  if (ids.length === 0) return { inputs, secretInputs }
  const isSecret = ([id]: readonly [string, unknown]): boolean => ids.includes(id)
  const fields = Object.entries(inputs)
  return {
    inputs: Object.fromEntries(fields.filter(field => !isSecret(field))),
    secretInputs: { ...secretInputs, ...Object.fromEntries(fields.filter(isSecret)) },
  }
}

/** What was typed into the fields, secrets too. */
export const typedInputs = ({ inputs, secretInputs }: PageState): PageState['inputs'] => ({
  ...secretInputs,
  ...inputs,
})

/** The workspace in the editor. */
export const currentWorkspace = (state: PageState): Workspace | undefined =>
  state.workspaces.find(workspace => workspace.id === state.workspaceId)

/** A workspace with the text, the fields and the stubs as they stand. */
export const draftOf = ({ draft, inputs, stubs }: PageState, workspace: Workspace, updated: string): Workspace => ({
  ...workspace,
  source: draft.source,
  inputs,
  stubs,
  updated,
})

/** The list with one workspace in its new form. */
export const replaceWorkspace = (list: readonly Workspace[], workspace: Workspace): readonly Workspace[] =>
  list.some(other => other.id === workspace.id)
    ? list.map(other => (other.id === workspace.id ? workspace : other))
    : [...list, workspace]
