import { describe, expect, it, vi } from 'vitest'
import { startKeeper } from '../../src/offline'

type FakeWorker = EventTarget & {
  state: ServiceWorkerState
  postMessage: (message: unknown, ports: readonly MessagePort[]) => void
}

const createWorker = (state: ServiceWorkerState): FakeWorker =>
  Object.assign(new EventTarget(), { state, postMessage: vi.fn() })

/** A browser with or without a worker from an earlier visit. */
function createBrowser({ visited }: { readonly visited: boolean }) {
  const registration = Object.assign(new EventTarget(), {
    active: visited ? createWorker('activated') : null,
    waiting: null as FakeWorker | null,
    installing: null as FakeWorker | null,
    update: vi.fn(async () => undefined),
    unregister: vi.fn(async () => true),
  })
  const container = Object.assign(new EventTarget(), {
    controller: registration.active,
    register: vi.fn(async () => registration),
  })
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const reload = vi.fn()
  const clock = { now: 0 }
  const start = () =>
    startKeeper('serviceWorker.js', {
      container: container as unknown as ServiceWorkerContainer,
      page,
      reload,
      now: () => clock.now,
    })
  /** A new worker installs and is ready to be activated. */
  const install = (): FakeWorker => {
    const worker = createWorker('installing')
    registration.installing = worker
    registration.dispatchEvent(new Event('updatefound'))
    worker.state = 'installed'
    registration.installing = null
    registration.waiting = worker
    worker.dispatchEvent(new Event('statechange'))
    return worker
  }
  /** What the worker answers from now on. */
  const answer = (said: object | null): void => {
    const { active } = registration
    if (active) active.postMessage = (_, [port]) => port?.postMessage(said)
  }
  const control = (): void => {
    container.dispatchEvent(new Event('controllerchange'))
  }
  return { registration, page, reload, clock, start, install, control, answer }
}

describe('the keeper of a page', () => {
  it('offers nothing on the first visit', async () => {
    const browser = createBrowser({ visited: false })
    const keeper = await browser.start()
    const offered = vi.fn()
    keeper.onUpdate(offered)
    browser.install()
    browser.control()
    expect(offered).not.toHaveBeenCalled()
    expect(browser.reload).not.toHaveBeenCalled()
  })

  it('offers a new build and takes it on the word of the reader alone', async () => {
    const browser = createBrowser({ visited: true })
    const keeper = await browser.start()
    const offered = vi.fn()
    keeper.onUpdate(offered)
    const worker = browser.install()
    expect(offered).toHaveBeenCalledTimes(1)
    expect(worker.postMessage).not.toHaveBeenCalled()
    keeper.takeUpdate()
    expect(worker.postMessage).toHaveBeenCalledWith('take over')
    expect(browser.reload).not.toHaveBeenCalled()
    browser.control()
    expect(browser.reload).toHaveBeenCalledTimes(1)
  })

  it('offers one that was ready before the page asked', async () => {
    const browser = createBrowser({ visited: true })
    browser.registration.waiting = createWorker('installed')
    const keeper = await browser.start()
    const offered = vi.fn()
    keeper.onUpdate(offered)
    expect(offered).toHaveBeenCalledTimes(1)
  })

  it('does not reload when another tab took the build, but offers it', async () => {
    const browser = createBrowser({ visited: true })
    const keeper = await browser.start()
    const offered = vi.fn()
    keeper.onUpdate(offered)
    browser.control()
    expect(browser.reload).not.toHaveBeenCalled()
    expect(offered).toHaveBeenCalledTimes(1)
    keeper.takeUpdate()
    expect(browser.reload).toHaveBeenCalledTimes(1)
  })

  it('completes the app with the worker, and tells what the worker says of it', async () => {
    const browser = createBrowser({ visited: true })
    const keeper = await browser.start()
    browser.answer(null)
    await keeper.complete()
    browser.answer({ name: 'QuotaExceededError', message: 'Quota exceeded.' })
    await expect(keeper.complete()).rejects.toMatchObject({ name: 'QuotaExceededError', message: 'Quota exceeded.' })
  })

  it('says so when the page cannot be kept', async () => {
    const browser = createBrowser({ visited: false })
    const keeper = await browser.start()
    browser.registration.installing = createWorker('redundant')
    await expect(keeper.complete()).rejects.toThrow('This page could not be kept')
  })

  it('looks for a new build when a page that stayed open is seen again, not more than once an hour', async () => {
    const browser = createBrowser({ visited: true })
    await browser.start()
    const see = (): void => {
      browser.page.dispatchEvent(new Event('visibilitychange'))
    }
    see()
    expect(browser.registration.update).not.toHaveBeenCalled()
    browser.clock.now = 3_600_000
    see()
    see()
    expect(browser.registration.update).toHaveBeenCalledTimes(1)
  })
})
