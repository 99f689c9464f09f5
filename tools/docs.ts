import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { derivedTexts } from './docs/derived'
import { ROOT } from './root'

/** `npm run docs`: writes the texts that are made from definitions. A test compares them with the definitions. */
for (const [path, text] of derivedTexts()) {
  mkdirSync(dirname(`${ROOT}${path}`), { recursive: true })
  writeFileSync(`${ROOT}${path}`, text)
  process.stdout.write(`${path}\n`)
}
