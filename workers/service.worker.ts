import { type Build, openKeptSite } from '../src/offline'

/**
 * The service worker: it keeps the app's own files in this browser, by their hashes, and answers from them. The build
 * (tools/build/offline.ts) writes the list of files in front of it, so every build has another script and the browser
 * notices a new one by itself. A new build waits until the reader takes it or every page is closed.
 */
declare const FLOWYARD_BUILD: Build
declare const self: ServiceWorkerGlobalScope

const site = openKeptSite(self.registration.scope, FLOWYARD_BUILD, {
  caches: self.caches,
  fetch: (input, init) => fetch(input, init),
})

const openNow = async (): Promise<readonly string[]> => {
  const clients = await self.clients.matchAll({ includeUncontrolled: true, type: 'all' })
  return clients.map(({ id }) => id)
}

const isComing = (): boolean => self.registration.installing !== null || self.registration.waiting !== null

self.addEventListener('install', event => event.waitUntil(site.install()))

self.addEventListener('activate', event => {
  event.waitUntil(openNow().then(open => site.activate(open, isComing())))
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', event => {
  const { request } = event
  if (!site.answers(request)) return
  event.respondWith(site.answer(request))
  if (request.mode === 'navigate') event.waitUntil(openNow().then(site.prune))
})

self.addEventListener('message', event => {
  const [port] = event.ports
  if (event.data === 'take over') event.waitUntil(self.skipWaiting())
  else if (event.data === 'complete' && port) event.waitUntil(complete(port))
})

/** Keeps what is missing of the app, and answers with what went wrong. */
async function complete(port: MessagePort): Promise<void> {
  try {
    await site.install()
    port.postMessage(null)
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    port.postMessage({ name, message })
  }
}
