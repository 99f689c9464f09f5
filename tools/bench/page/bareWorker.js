// Python in a frame and nothing around it: boots from a snapshot, installs one pack, runs code it is sent.
const begin = ({ data }) => {
  const { nonce, port } = data
  start(data).catch(error => port.postMessage({ nonce, error: String(error) }))
}
addEventListener('message', begin, { once: true })

async function start({ nonce, port, scripts, bytes, modules }) {
  const nowhere = 'https://runtime.invalid/'
  globalThis.importScripts = () => {
    throw new TypeError('a module')
  }
  globalThis.fetch = async address =>
    new Response(String(address).endsWith('.zip') ? bytes['python_stdlib.zip'] : '', {
      headers: { 'content-type': 'application/wasm' },
    })
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: modules['pyodide.asm.wasm'],
    instance: await WebAssembly.instantiate(modules['pyodide.asm.wasm'], imports),
  })
  const [machine, api] = await Promise.all([import(scripts['pyodide.asm.mjs']), import(scripts['pyodide.mjs'])])
  const python = await api.loadPyodide({
    indexURL: nowhere,
    stdLibURL: `${nowhere}python_stdlib.zip`,
    lockFileContents: await bytes['lock.json'].text(),
    createPyodideModule: machine.default,
    _loadSnapshot: await bytes.snapshot.arrayBuffer(),
    env: { HOME: '/home/pyodide' },
  })
  python.setStdout({ write: ({ length }) => length })
  python.runPython('import random; random.seed()')
  port.onmessage = ({ data }) =>
    carryOut(python, data, bytes, modules).then(
      answer => port.postMessage({ nonce, answer }),
      error => port.postMessage({ nonce, error: String(error) }),
    )
  port.postMessage({ nonce, answer: 'booted' })
}

async function carryOut(python, { pack, run, collect }, bytes, modules) {
  if (pack) await install(python, await bytes.pack.arrayBuffer(), modules)
  if (run) python.runPython(run, { globals: python.globals.get('dict')() })
  return collect ? new Blob([python.FS.readFile(collect)]) : 'done'
}

/** As `workers/python/packs.ts` does, for a pack with at most one library. */
async function install(python, pack, modules) {
  const length = new DataView(pack).getUint32(0, true)
  const index = JSON.parse(new TextDecoder().decode(new Uint8Array(pack, 4, length)))
  const body = new Uint8Array(pack, 4 + length + index.code)
  const site = python.runPython('import sys; next(path for path in sys.path if path.endswith("site-packages"))')
  for (const [path, at, size] of index.files) {
    python.FS.mkdirTree(`${site}/${path}`.replace(/\/[^/]*$/, ''))
    python.FS.writeFile(`${site}/${path}`, body.subarray(at, at + size), { canOwn: true })
  }
  for (const path of index.libraries) {
    const machine = python._module
    const flags = { loadAsync: true, nodelete: true }
    python.FS.writeFile(`${site}/${path}`, new Uint8Array(0))
    machine.preloadedWasm[`${site}/${path}`] = await machine.loadWebAssemblyModule(modules.library, flags, path, {})
  }
  const packs = python.pyimport('flowyard_pack')
  packs.register_pack(JSON.stringify(index.modules), new Uint8Array(pack, 4 + length, index.code))
}
