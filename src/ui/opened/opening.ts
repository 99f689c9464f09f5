import type { RunBundle } from '../../transfer'
import type { PageTools } from '../state/page'
import type { Runs } from '../state/runs'
import type { Workspaces } from '../state/workspaces'
import { stubsOf } from '../stubs/stubs'
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
    if (answer.ok) await workspaces.openThrowAway(answer.opened)
    else store.setState({ openProblem: answer.message })
  }
  const openRunZip = async (file: File): Promise<void> => {
    const { BundleUnreadable, readRunZip } = await import('../../transfer')
    try {
      await showRun(file.name, await readRunZip(file))
    } catch (error) {
      if (error instanceof BundleUnreadable && error.problem === 'not-a-run') return workspaces.addFile(file)
      const why = error instanceof Error ? error.message : String(error)
      store.setState({ openProblem: `${file.name} was not opened. ${why}` })
    }
  }

  const showRun = async (name: string, bundle: RunBundle): Promise<void> => {
    const { source, inputs, version, number } = bundle.execution
    const workspaceId = await workspaces.openThrowAway({
      from: 'zip',
      source,
      inputs,
      version,
      files: bundle.workspaceFiles,
      stubs: stubsOf(bundle.execution.taskRuns),
      view: {},
      damaged: false,
      origin: `${name}, run ${number}`,
    })
    const { logs, files } = bundle
    const id = await services.archive.keepRun({ execution: { ...bundle.execution, workspaceId }, logs, files })
    await runs.loadRuns(workspaceId)
    await runs.showRun(id)
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
