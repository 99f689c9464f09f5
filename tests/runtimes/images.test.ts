import { expect, test } from 'vitest'
import { impliedByImage, readImports } from '../../src/runtimes/images'

const PACKAGES = {
  pandas: { name: 'pandas', imports: ['pandas'] },
  'scikit-learn': { name: 'scikit-learn', imports: ['sklearn'] },
}

test.each([
  ['import pandas', ['pandas']],
  ['import os, pandas as pd', ['os', 'pandas']],
  ['from sklearn.linear_model import (\n  Ridge)', ['sklearn']],
  ['if True:\n    import a; from b import c', ['a', 'b']],
  ["python -c 'import a.b'", ['a']],
  ['print("no import here")\n# from there', []],
  ['important = 1\nfrom_ = 2', []],
])('the imports of %j', (source, names) => {
  expect(readImports(source)).toEqual(names)
})

const implied = (image: string | undefined, source: string, asked: readonly string[] = [], file?: string) =>
  impliedByImage(
    {
      ...(image === undefined ? {} : { image }),
      program: { kind: 'script', source },
      inputFiles: file === undefined ? [] : [{ path: 'lib/own.py', content: new Blob([file]) }],
    },
    asked,
    async () => PACKAGES as never,
  )

test('what an image brings is installed as far as the program or its files import it', async () => {
  expect(await implied('ghcr.io/kestra-io/pydata:latest', 'import faker', [], 'import sklearn')).toEqual([
    'faker',
    'scikit-learn',
  ])
})
test('what the task installs itself is left to it', async () => {
  expect(await implied('ghcr.io/kestra-io/pydata:latest', 'import pandas, json', ['pandas'])).toEqual([])
})
test('a plain image, or none, brings nothing', async () => {
  expect(await implied('python:3.13-slim', 'import pandas')).toEqual([])
  expect(await implied(undefined, 'import pandas')).toEqual([])
})
