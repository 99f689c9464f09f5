import type { PyodideAPI } from 'pyodide'

/** A file as Emscripten keeps it in memory: one array, of which the first bytes are used. */
export type MemoryNode = { readonly contents: Uint8Array<ArrayBuffer>; readonly usedBytes: number }

type MemoryFiles = { expandFileStorage: (node: MemoryNode, capacity: number) => void }

/** What Pyodide's types leave out of its file systems. */
type FileSystems = PyodideAPI['FS'] & { readonly filesystems: { readonly MEMFS: MemoryFiles } }

/** The most that a file's array grows at once beyond what is needed. */
const LARGEST_STEP = 256 * 1024 * 1024

/**
 * Lets a file that grows double its array: Emscripten adds an eighth, so that a large file leaves a row of arrays nearly
 * as large behind until they are collected. What is not written yet takes no memory.
 */
export function growByDoubling(python: PyodideAPI): void {
  const { MEMFS } = (python.FS as FileSystems).filesystems
  const expand = MEMFS.expandFileStorage.bind(MEMFS)
  MEMFS.expandFileStorage = (node, needed) => {
    const capacity = node.contents.length
    expand(node, needed <= capacity ? needed : Math.max(needed, capacity + Math.min(capacity, LARGEST_STEP)))
  }
}
