import type { FireRequest, FlowCheck, InputProblem, ReplayRequest, StartAnswer, StartRequest } from '../../engine'
import type { Lesson } from '../../lessons'
import { unpackRecording } from '../../links'
import { type CallAnswer, isTerminated, type Problem, positionAt } from '../../model'
import { handedOver } from '../inputs/values'
import { emptyStubs } from '../stubs/stubs'
import { currentWorkspace, typedInputs } from './drafts'
import { bytesToDownload, isMetered } from './metered'
import type { PageTools } from './page'
import { type PageState, selectedRun } from './pageState'

/** What a person does to start, stop and go on with runs. */
export type Launch = {
  readonly run: () => Promise<void>
  /** Runs the flow as a trigger of it would. */
  readonly fire: (fire: FireRequest) => Promise<void>
  /** Runs once with empty stubs for the tasks that cannot run here. */
  readonly runOthers: () => Promise<void>
  /** Runs the flow anew from a task on; what came before answers from the run on the right. */
  readonly replay: (from: ReplayRequest['from']) => Promise<void>
  /** Goes on with the run on the right where it did not end well. */
  readonly restart: () => Promise<void>
  /** Runs the flow with the responses that the run on the right got, or that came with the flow. */
  readonly runRecorded: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Whether to download over mobile data; a yes starts what asked for it, and counts as long as the page is open. */
  readonly answerMobile: (yes: boolean) => Promise<void>
  /** Runs anew what did not end well in the run on the right; what ended well answers from it. */
  readonly tryAgain: () => Promise<void>
  /** Begins downloads anew that no longer move. */
  readonly retryDownloads: () => Promise<void>
  /** Lets a paused task run go on. */
  readonly resume: (taskRunId: string, inputs: Readonly<Record<string, unknown>>) => Promise<void>
  /** Decides about a call that the run on the right asks for. */
  readonly answer: (questionId: string, answer: CallAnswer) => Promise<void>
}

/** What the engine says of the text, once it has read it: Run may be pressed before that. */
const checked = (store: PageTools['store']): Promise<FlowCheck> =>
  new Promise(resolve => {
    const look = ({ check }: PageState): void => {
      if (!check) return
      forget()
      resolve(check)
    }
    const forget = store.subscribe(look)
    look(store.getState())
  })

type Start = (request: StartRequest) => Promise<StartAnswer>

export function createLaunch({ store, services: { engine, archive }, toasts }: PageTools): Launch {
  /** Stop was pressed before the engine had answered that a run began. */
  let stopWanted = false
  /** What waits for the answer whether to download over mobile data. */
  let waiting: Start | undefined
  let mobileAllowed = false

  const launch = async (start: Start): Promise<void> => {
    const check = !mobileAllowed && isMetered() ? await checked(store) : undefined
    const before = store.getState()
    if (!before.ready || before.starting || isRunning(before)) return
    const bytes = bytesToDownload(check?.ready ?? [])
    if (bytes > 0) {
      waiting = start
      store.setState({ mobileBytes: bytes, pane: 'execution', assertive: 'Download over mobile data?' })
      return
    }
    stopWanted = false
    store.setState({ starting: true, startError: undefined, inputProblems: [] })
    try {
      const answer = await start(requestOf(before))
      store.setState(afterAnswer(answer, before))
      if (answer.kind === 'started' && stopWanted) await engine.kill(answer.executionId)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      store.setState({ startError: stopWanted ? 'Stopped before the run began.' : message })
    } finally {
      store.setState({ starting: false })
    }
  }

  const replay = async (from: ReplayRequest['from']): Promise<void> => {
    const run = selectedRun(store.getState())
    if (run) await launch(start => engine.replay({ start, executionId: run.id, from }))
  }

  return {
    run: () => launch(engine.start),
    answerMobile: async yes => {
      const start = waiting
      waiting = undefined
      mobileAllowed ||= yes
      store.setState({ mobileBytes: undefined })
      if (yes && start) await launch(start)
    },
    // What the fields only show must not hide what the trigger gives.
    fire: fire => launch(request => engine.start({ ...request, inputs: typedInputs(store.getState()), fire })),
    replay,
    restart: async () => {
      const run = selectedRun(store.getState())
      if (run) await launch(start => engine.restart({ start, executionId: run.id }))
    },
    tryAgain: () => replay('failed'),
    retryDownloads: engine.retryDownloads,
    runOthers: () => {
      const stubs = stubsFor(emptyStubs(store.getState()))
      return launch(request => engine.start({ ...request, stubs: { ...request.stubs, ...stubs } }))
    },
    runRecorded: async () => {
      const state = store.getState()
      const run = selectedRun(state)
      const own = run ? await archive.responses(run.id) : []
      const recordings = own.length > 0 ? own : (state.opened?.recordings ?? []).map(unpackRecording)
      if (recordings.length === 0) toasts.toast('This run got no responses, so there is nothing to answer with.')
      else
        await launch(request =>
          engine.start({ ...request, recordings: [...recordings, ...(request.recordings ?? [])] }),
        )
    },
    stop: async () => {
      stopWanted = true
      const run = selectedRun(store.getState())
      if (run && !isTerminated(run.state.current)) await engine.kill(run.id)
      else await engine.kill()
    },
    resume: async (taskRunId, inputs) => {
      const run = selectedRun(store.getState())
      if (run) await engine.resume(run.id, taskRunId, inputs)
    },
    answer: async (questionId, answer) => {
      const run = selectedRun(store.getState())
      if (run) await engine.answer(run.id, questionId, answer)
    },
  }
}

function isRunning(state: PageState): boolean {
  const run = selectedRun(state)
  return run !== undefined && !isTerminated(run.state.current)
}

function requestOf(state: PageState): StartRequest {
  const namespace = state.check?.flow?.namespace ?? ''
  return {
    workspaceId: state.workspaceId,
    source: state.draft.source,
    version: currentWorkspace(state)?.version ?? 'auto',
    inputs: handedOver(state.check?.inputs ?? [], typedInputs(state), state.asked),
    files: state.files.map(file => ({ namespace, ...file })),
    secrets: state.secrets,
    ...(state.lesson ? surroundingsOf(state.lesson, namespace, state) : {}),
    ...(state.opened ? { guest: { hosts: listedHosts(state) } } : {}),
    stubs: stubsFor(state.stubs),
  }
}

/** The hosts that the list of what Run will do names. */
const listedHosts = ({ check }: PageState): readonly string[] =>
  (check?.ready ?? []).flatMap(({ kind, host }) => (kind === 'call' && host !== undefined ? [host] : []))

const stubsFor = (stubs: PageState['stubs']): NonNullable<StartRequest['stubs']> =>
  Object.fromEntries(Object.entries(stubs).map(([id, outputs]) => [id, { outputs }]))

/** What a lesson brings along: other flows, files, recorded responses. */
function surroundingsOf(
  { flows, files, recordings }: Lesson,
  namespace: string,
  state: PageState,
): Pick<StartRequest, 'flows' | 'files' | 'recordings'> {
  const own = state.files.map(file => ({ namespace, ...file }))
  const given = Object.entries(files).map(([path, text]) => ({ namespace, path, content: new Blob([text]) }))
  return { flows: flows.map(source => ({ source })), files: [...given, ...own], recordings }
}

function afterAnswer(answer: StartAnswer, state: PageState): Partial<PageState> {
  switch (answer.kind) {
    case 'started':
      return { runId: answer.executionId }
    case 'invalid-flow':
      return { startError: problemText(answer.problems, state.draft.source) }
    case 'invalid-inputs': {
      const inputProblems = answer.problems.map(problem => askedAgain(problem, state))
      const fields = selectedRun(state) ? ({ leftTab: 'inputs', pane: 'flow' } as const) : {}
      return { inputProblems, startError: inputProblems[0]?.message, ...fields }
    }
    default:
      return answer satisfies never
  }
}

/** A problem with an input; of a SECRET one without a value it says why that is not there any more. */
function askedAgain(problem: InputProblem, state: PageState): InputProblem {
  const input = state.check?.inputs.find(({ id }) => id === problem.inputId)
  if (input?.type !== 'SECRET' || (state.secretInputs[input.id] ?? '') !== '') return problem
  const name = input.displayName ?? input.id
  return { ...problem, message: `Type the value of ${name}. Values of SECRET inputs are never kept in this browser.` }
}

/** The first problem with its line. */
function problemText(problems: readonly Problem[], source: string): string {
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0]
  if (!first) return 'This text is not a flow.'
  return `Line ${positionAt(source, first.span.start).line}: ${first.message}`
}
