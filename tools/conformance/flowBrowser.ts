import type { Page } from 'playwright'
import type { Environment } from '../../src/engine'
import { FileNotFound } from '../../src/storage'
import { openBuiltSite } from '../site/builtSite'
import { closeEngine, killRun, openSiteEngine, type RunRequest, readFile, startRun } from '../site/engineInPage'
import { createHearing, type Hearing } from '../site/hearing'
import type { FlowCase } from './flowCases'
import { recordFiles } from './recordFiles'
import type { Recording } from './recording'
import { addressesIn, type RunResult, toRecording } from './toRecording'

/** The built site in headless Chromium, with its engine; nothing but loopback is reachable. */
export type FlowBrowser = {
  readonly run: (one: FlowCase, secrets: Readonly<Record<string, string>>) => Promise<Recording>
  readonly close: () => Promise<void>
}

/** Opens the engine that the embeds of the built site have: the same workers and frames as the page's. */
export async function openFlowBrowser(environment: Environment): Promise<FlowBrowser> {
  const site = await openBuiltSite()
  const page = await site.newPage()
  const heard = createHearing()
  await page.exposeFunction('tellRun', heard.hear)
  await openSiteEngine(page, site.url, environment)
  return {
    run: async (one, secrets) => toRecording(one.flow, one.version, await run(page, heard, one, secrets)),
    close: async () => {
      await page.evaluate(closeEngine)
      await site.close()
    },
  }
}

async function run(
  page: Page,
  heard: Hearing,
  one: FlowCase,
  secrets: Readonly<Record<string, string>>,
): Promise<RunResult> {
  const answer = await page.evaluate(startRun, requestOf(one, secrets))
  if (answer.kind !== 'started') {
    return { kind: answer.kind, messages: answer.problems.map(({ message }) => message) }
  }
  const { executionId } = answer
  const ended = await heard.waitForEnd(executionId, one.timeout * 1000)
  if (!ended) await page.evaluate(killRun, executionId)
  const [execution, ...children] = heard.family(executionId)
  if (!execution) throw new Error('the execution was not told')
  const get = async (uri: string): Promise<Blob> => {
    const base64 = await page.evaluate(readFile, uri)
    if (base64 === undefined) throw new FileNotFound(uri)
    return new Blob([Buffer.from(base64, 'base64')])
  }
  return {
    kind: 'ran',
    execution,
    children,
    logs: heard.logsOf([execution, ...children]),
    files: await recordFiles(addressesIn(execution), get),
    ended,
  }
}

const requestOf = (one: FlowCase, secrets: Readonly<Record<string, string>>): RunRequest => ({
  request: {
    workspaceId: 'conformance',
    source: one.source,
    version: one.version,
    inputs: one.inputs,
    labels: Object.entries(one.labels).map(([key, value]) => ({ key, value })),
    flows: one.needs.map(source => ({ source })),
    secrets,
    starred: 'logs',
  },
  blobs: {
    inputs: one.fileInputs,
    files: Object.entries(one.files).map(([path, text]) => ({
      namespace: 'io.demo',
      path: path.replace(/^\//, ''),
      text,
    })),
  },
})
