import { expect, it } from 'vitest'
import type { RuntimeFile } from '../../src/runtimes'
import { refuseTooLarge } from '../../src/runtimes/python'

const fileOf = (path: string, size: number): RuntimeFile => {
  const content = new Blob()
  Object.defineProperty(content, 'size', { value: size })
  return { path, content }
}

it('refuses files that Python cannot hold, before they are read', () => {
  expect(() => refuseTooLarge({ inputFiles: [fileOf('big.csv', 1_400_000_000)], extraFiles: [] })).toThrow(
    'big.csv has 1.4 GB, and Python in a browser holds at most 1.0 GB.',
  )
  expect(() =>
    refuseTooLarge({ inputFiles: [fileOf('a', 700_000_000)], extraFiles: [fileOf('b', 500_000_000)] }),
  ).toThrow('The input files have 1.2 GB')
})

it('takes what it can hold', () => {
  expect(() => refuseTooLarge({ inputFiles: [fileOf('a', 900_000_000)], extraFiles: [] })).not.toThrow()
})
