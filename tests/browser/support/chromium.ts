/** What every Chromium of the tests starts with: no sandbox of its own (root), and no calls of the browser itself. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
]

/** Sends one host to a port on loopback, whose certificate nobody signed. */
export const mapHost = (host: string, port: number): readonly string[] => [
  `--host-resolver-rules=MAP ${host} 127.0.0.1:${port}`,
  '--ignore-certificate-errors',
]

/** Makes every host but loopback unreachable. */
export const NOTHING_REACHABLE: readonly string[] = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
