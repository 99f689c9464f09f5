import { type Download, expect, type Locator, type Page } from '@playwright/test'

type End = 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED'

/** The page as a person uses it: by the words on its buttons and tabs. */
export type Flowyard = {
  readonly page: Page
  /** The region that shows the run. */
  readonly execution: Locator
  readonly open: () => Promise<void>
  /** Replaces the text in the editor. */
  readonly write: (source: string) => Promise<void>
  /** Presses Run. */
  readonly start: () => Promise<void>
  /** Presses Run and waits until there is one run more, which may have ended by then. */
  readonly begin: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Waits for the last state of the run on show. */
  readonly expectState: (state: End) => Promise<void>
  /** Presses Run and waits for the run's last state. */
  readonly run: (state: End) => Promise<void>
  readonly tab: (name: string) => Promise<void>
  /** Walks the columns of the Outputs tab. */
  readonly select: (...path: readonly string[]) => Promise<void>
  /** The selected file's bytes, as an item of its download menu gives them. */
  readonly download: (item: string) => Promise<Buffer>
  /** Puts an expression into the debugger. */
  readonly debug: (expression: string) => Promise<void>
  /** What an expression evaluates to: the text as a task would receive it. */
  readonly evaluate: (expression: string) => Promise<string>
}

/** Drives a page of the built site. */
export function drive(page: Page, address = './'): Flowyard {
  const execution = page.getByRole('region', { name: 'Execution' })
  const editor = page.getByRole('textbox', { name: /^Flow text/ })
  const runButton = page.getByRole('button', { name: 'Run', exact: true })
  const stopButton = page.getByRole('button', { name: /^Stop\b/ }).first()

  const debuggerPanel = execution.getByRole('region', { name: 'Debug expression' })
  let asked = 0

  const open = async (): Promise<void> => {
    await page.goto(address)
    await expect(runButton).toBeEnabled()
  }

  const write: Flowyard['write'] = async source => {
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(source)
  }

  const start = async (): Promise<void> => {
    await runButton.click()
    await expect(stopButton).toBeVisible()
  }

  const expectState: Flowyard['expectState'] = async state => {
    await expect(runButton).toBeVisible({ timeout: 100_000 })
    await expect(execution.getByText(state, { exact: true }).first()).toBeVisible()
  }

  const begin = async (): Promise<void> => {
    const before = await runNumbers()
    await runButton.click()
    await expect.poll(runNumbers, { timeout: 30_000 }).not.toEqual(before)
  }

  const run: Flowyard['run'] = async state => {
    await begin()
    await expectState(state)
  }

  /** `Run 3`, where a run is on show. */
  const runNumbers = (): Promise<readonly string[]> =>
    execution.getByRole('button', { name: /^Run \d+/ }).allTextContents()

  const tab: Flowyard['tab'] = name => execution.getByRole('tab', { name: new RegExp(`^${name}`) }).click()

  const select: Flowyard['select'] = async (...path) => {
    await tab('Outputs')
    for (const [depth, name] of path.entries()) {
      const column = execution.getByRole('listbox').nth(depth)
      await column
        .getByRole('option', { name: new RegExp(`^${escaped(name)}(?![\\w.])`) })
        .first()
        .click()
    }
  }

  const download: Flowyard['download'] = async item => {
    await execution.getByRole('button', { name: 'Other formats' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: item }).click()
    return contentOf(await waiting)
  }

  const debug: Flowyard['debug'] = async expression => {
    await tab('Outputs')
    await debuggerPanel.getByRole('textbox', { name: 'Debug expression' }).fill(expression)
  }

  /** The mark tells this answer from the one before. */
  const evaluate: Flowyard['evaluate'] = async expression => {
    const mark = `${++asked}: `
    await debug(mark + expression)
    await debuggerPanel.getByRole('radio', { name: 'Rendered' }).click()
    const answer = debuggerPanel.getByRole('status', { name: 'Result' })
    await expect(answer).toHaveText(new RegExp(`^${mark}`))
    return (await answer.textContent())?.slice(mark.length) ?? ''
  }

  return {
    page,
    execution,
    open,
    write,
    start,
    begin,
    stop: () => stopButton.click(),
    expectState,
    run,
    tab,
    select,
    download,
    debug,
    evaluate,
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

async function contentOf(download: Download): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
