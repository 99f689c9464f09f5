import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { derivedTexts } from '../../tools/docs/derived'
import { ROOT } from '../../tools/root'

describe('texts made from definitions', () => {
  it.each([...derivedTexts()])('%s says what the definitions say (npm run docs)', (path, text) => {
    expect(readFileSync(`${ROOT}${path}`, 'utf8')).toBe(text)
  })
})
