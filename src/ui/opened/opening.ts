import { unpackRecording } from '../../links'
import type { RunBundle } from '../../transfer'
import type { PageTools } from '../state/page'
import type { Runs } from '../state/runs'
import type { Workspaces } from '../state/workspaces'
import { stubsOf } from '../stubs/stubs'
import type { Opened } from './opened'
import { readAddress } from './readAddress'
import { isFlowLink, type OpenAnswer, readLink } from './readLink'

/** What a person opens from outside. Nothing of it runs by itself, and nothing that is kept here is touched. */
export type Opening = {
  /** Opens the flow inside a link, `#/v1/…`; other fragments are passed over. */
  readonly openLink: (fragment: string) => Promise<void>
  /** Opens the raw file at an address. */
  readonly openAddress: (address: string) => Promise<void>
  /** Opens an exported run, to be looked at and run here. */
  readonly openRunZip: (file: File) => Promise<void>
  /** Opens a dropped file: a run, a flow, or a file of this flow. */
  readonly takeFile: (file: File) => Promise<void>
  readonly closeOpenProblem: () => void
}

export function createOpening({ store, services }: PageTools, workspaces: Workspaces, runs: Runs): Opening {
  const take = async (answer: OpenAnswer): Promise<void> => {
    if (!answer.ok) store.setState({ openProblem: answer.message })
    else if (answer.results === undefined) await workspaces.openThrowAway(answer.opened)
    else await takeResults(answer.opened, answer.results)
  }

  /** Results that cannot be read are left out: the flow opens without them. */
  const takeResults = async (opened: Opened, results: unknown): Promise<void> => {
    const { readResults } = await import('../../transfer')
    let run: ReturnType<typeof readResults> | undefined
    try {
      run = readResults(results, opened.source)
    } catch {
      await workspaces.openThrowAway({ ...opened, damaged: true })
      return
    }
    await showRun(opened, run)
  }
  const openRunZip = async (file: File): Promise<void> => {
    const { BundleUnreadable, readRunZip } = await import('../../transfer')
    try {
      const bundle = await readRunZip(file)
      await showRun(openedOf(file.name, bundle), bundle)
    } catch (error) {
      if (error instanceof BundleUnreadable && error.problem === 'not-a-run') return workspaces.addFile(file)
      const why = error instanceof Error ? error.message : String(error)
      store.setState({ openProblem: `${file.name} was not opened. ${why}` })
    }
  }

  /** Shows a flow with the run that came with it. */
  const showRun = async (opened: Opened, { execution, logs, files }: ShownRun): Promise<void> => {
    const workspaceId = await workspaces.openThrowAway(opened)
    const responses = opened.recordings.map(unpackRecording)
    const authorRun = await services.archive.keepRun({
      execution: { ...execution, workspaceId },
      logs,
      files,
      responses,
    })
    await runs.loadRuns(workspaceId)
    if (store.getState().workspaceId !== workspaceId) return
    store.setState({ opened: { ...opened, authorRun } })
    await runs.showRun(authorRun)
    store.setState({ pane: 'execution' })
    if (opened.from === 'link' && opened.view.tab === undefined) store.setState({ tab: 'outputs' })
  }

  return {
    openLink: async fragment => {
      if (isFlowLink(fragment)) await take(await readLink(fragment))
    },
    openAddress: async address => take(await readAddress(address)),
    openRunZip,
    takeFile: file => (/\.zip$/i.test(file.name) ? openRunZip(file) : workspaces.takeFile(file)),
    closeOpenProblem: () => store.setState({ openProblem: undefined }),
  }
}

type ShownRun = Pick<RunBundle, 'execution' | 'logs' | 'files'>

const openedOf = (name: string, { execution, workspaceFiles, recordings, stubs }: RunBundle): Opened => ({
  from: 'zip',
  source: execution.source,
  inputs: execution.inputs,
  version: execution.version,
  files: workspaceFiles,
  stubs: { ...stubsOf(execution.taskRuns), ...stubs },
  recordings,
  view: {},
  damaged: false,
  origin: `${name}, run ${execution.number}`,
})
