import { expect, it } from 'vitest'
import { itemsOf, type OfflineFile } from '../../src/offline/items'

const TITLES = { pyodide: 'Python 3.14', duckdb: 'DuckDB 1.4' }

const file = (path: string, isHere: boolean, bytes = 10): OfflineFile => ({
  path,
  key: path,
  cache: 'c',
  bytes,
  isHere,
})

it('puts files together to what a reader knows', () => {
  const items = itemsOf(
    [
      file('https://extensions.duckdb.org/v1.4.3/wasm_eh/json.duckdb_extension.wasm', true),
      file('https://files.pythonhosted.org/packages/x/left_pad-1.0-py3-none-any.whl', true),
      file('wheels/polars-1.33.1-cp39-abi3-pyemscripten_2026_0_wasm32.whl', false, 30),
      file('pyodide/314/pyodide.asm.wasm', true),
      file('pyodide/314/python_stdlib.zip', false),
      file('runner/python.worker.js', true),
      file('duckdb/1.32.0/duckdb-eh.wasm', true),
      file('assets/sql-wasm-browser-1.wasm', true),
      file('assets/lessons-1.js', true),
      file('assets/main-1.js', true),
      file('index.html', true),
    ],
    TITLES,
  )
  expect(items.map(({ id, title, kept, bytes }) => [id, title, kept, bytes])).toEqual([
    ['app', 'The app', 30, 30],
    ['lessons', 'Lessons', 10, 10],
    ['duckdb', 'DuckDB 1.4', 10, 10],
    ['pyodide', 'Python 3.14', 10, 20],
    ['sqlite', 'SQLite', 10, 10],
    ['package:left-pad', 'left-pad 1.0', 10, 10],
    ['package:polars', 'polars 1.33.1', 0, 30],
    ['extension:json', 'DuckDB json', 10, 10],
  ])
})
