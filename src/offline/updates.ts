/** The worker that keeps the site, as a page deals with it. */
export type Keeper = {
  /** Has the worker keep every file of the app that it does not have. @throws Error with the worker's words */
  readonly complete: () => Promise<void>
  /** Calls back when another build is ready to be taken. */
  readonly onUpdate: (listener: () => void) => void
  /** Loads the page anew, with the build that is ready. */
  readonly takeUpdate: () => void
  /** Ends the worker; the next visit starts one again. */
  readonly remove: () => Promise<void>
}

/** What a page needs of the browser for it. */
export type KeeperEffects = {
  readonly container: ServiceWorkerContainer
  readonly page: Pick<Document, 'addEventListener' | 'visibilityState'>
  readonly reload: () => void
  readonly now: () => number
}

/** Milliseconds between two looks for a new build, for pages that stay open. */
const LOOK_AGAIN = 3_600_000

/**
 * Registers the worker and watches for new builds. It never takes one by itself: the page goes on with the build that it
 * began with until the reader asks, also when another tab has taken a new one.
 * @throws what the browser says where it allows no service workers
 */
export async function startKeeper(script: string, effects: KeeperEffects): Promise<Keeper> {
  const { container, page, reload, now } = effects
  const registration = await container.register(script)
  const listeners = new Set<() => void>()
  let controlled = container.controller !== null
  let asked = false
  let isReady = false
  let looked = now()

  const tell = (): void => {
    isReady = true
    for (const listener of listeners) listener()
  }
  const follow = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && registration.active) tell()
    })
  }
  if (registration.waiting) tell()
  follow(registration.installing)
  registration.addEventListener('updatefound', () => follow(registration.installing))
  container.addEventListener('controllerchange', () => {
    if (asked) reload()
    else if (controlled) tell()
    controlled = true
  })
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState !== 'visible' || now() - looked < LOOK_AGAIN) return
    looked = now()
    registration.update().catch(() => undefined)
  })

  /** The worker that answers; one whose first installation failed is tried again. */
  const activeWorker = async (): Promise<ServiceWorker> => {
    if (registration.active) return registration.active
    const again = await container.register(script)
    const worker = again.active ?? again.waiting ?? again.installing
    if (worker && (await isActivated(worker))) return worker
    throw new Error('This page could not be kept: not all of its files came as they were built.')
  }

  return {
    complete: async () => ask(await activeWorker(), 'complete'),
    onUpdate: listener => {
      listeners.add(listener)
      if (isReady) listener()
    },
    takeUpdate: () => {
      asked = true
      if (registration.waiting) registration.waiting.postMessage('take over')
      else reload()
    },
    remove: async () => {
      await registration.unregister()
    },
  }
}

/** Waits until a worker is active; false when its installation fails. */
const isActivated = (worker: ServiceWorker): Promise<boolean> =>
  new Promise(resolve => {
    const look = (): void => {
      if (worker.state === 'activated') resolve(true)
      else if (worker.state === 'redundant') resolve(false)
    }
    worker.addEventListener('statechange', look)
    look()
  })

/** Asks the worker for something that takes a while; it answers with what went wrong, or nothing. */
function ask(worker: ServiceWorker, what: string): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<{ readonly name: string; readonly message: string } | null>) => {
      port1.close()
      if (!data) resolve()
      else reject(Object.assign(new Error(data.message), { name: data.name }))
    }
    worker.postMessage(what, [port2])
  })
}
