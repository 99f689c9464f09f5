import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { registry } from '../../src/plugins'
import type { TaskType } from '../../src/task'

const PLUGINS = fileURLToPath(new URL('../../src/plugins/', import.meta.url))

const files = readdirSync(PLUGINS, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))

const isTaskType = (value: unknown): value is TaskType =>
  typeof value === 'object' && value !== null && 'kind' in value && 'run' in value && 'properties' in value

test('every task type that is written is in registry.ts', async () => {
  const missing: string[] = []
  for (const file of files) {
    const module = (await import(join(PLUGINS, file))) as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(module)) {
      if (isTaskType(value) && !registry.types.includes(value)) missing.push(`add ${name} of ${file} to registry.ts`)
    }
  }
  expect(missing).toEqual([])
})
