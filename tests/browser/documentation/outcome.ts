import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { loadAll } from 'ion-js'
import Papa from 'papaparse'
import type { Product } from '../../support/productsServer'
import { expectedAverages, expectedCsv } from '../support/documentation'
import type { Flowyard } from '../support/flowyard'

/** The flows of the documentation by the names of their files, and the tasks that each has. */
export const FLOWS = {
  getting_started_output: ['api', 'python'],
  getting_started: ['api', 'python', 'sqlQuery'],
  getting_started_process: ['api', 'python', 'sqlQuery'],
} as const

export type FlowName = keyof typeof FLOWS

export const FLOW_NAMES = Object.keys(FLOWS) as readonly FlowName[]

export const sourceOf = (name: FlowName): string =>
  readFileSync(new URL(`../../../src/examples/${name}.yaml`, import.meta.url), 'utf8')

/** Compares files and outputs of a run with what the served products lead to. */
export async function expectOutcome(flowyard: Flowyard, name: FlowName, products: readonly Product[]): Promise<void> {
  await expectCsv(flowyard, products)
  if (FLOWS[name].length === 3) await expectStoredResult(flowyard, products)
  await expectShapes(flowyard, name)
}

async function expectCsv(flowyard: Flowyard, products: readonly Product[]): Promise<void> {
  await flowyard.select('python', 'outputFiles', 'products.csv')
  const csv = (await flowyard.download('As stored')).toString('utf8')
  expect(Papa.parse<string[]>(csv, { skipEmptyLines: true }).data).toEqual(expectedCsv(products))
}

async function expectStoredResult(flowyard: Flowyard, products: readonly Product[]): Promise<void> {
  await flowyard.select('sqlQuery', 'uri')
  const stored = await flowyard.download('As stored')
  const rows = loadAll(stored).map(row => {
    const brand = row.get('brand')
    return [brand?.isNull() ? null : brand?.stringValue(), row.get('avg_price')?.numberValue()]
  })
  expect(byBrand(rows)).toEqual(byBrand(expectedAverages(products)))
  expect(rows.map(([, price]) => price)).toEqual(expectedAverages(products).map(([, price]) => price))
  expect(stored.subarray(0, 4)).toEqual(Buffer.from([0xe0, 0x01, 0x00, 0xea]))
}

/** Rows in an order that does not hang on equal averages. */
const byBrand = (rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  [...rows].sort(([first], [second]) => String(first).localeCompare(String(second)))

/** The shapes of outputs, as the recordings doc-1, doc-2 and doc-3 have them. Printed JSON leaves out what is null. */
async function expectShapes(flowyard: Flowyard, name: FlowName): Promise<void> {
  const read = async (task: string) => JSON.parse(await flowyard.evaluate(`{{ outputs.${task} }}`))
  const api = await read('api')
  expect(Object.keys(api)).toEqual(['uri', 'code', 'headers', 'body'])
  expect(api).toMatchObject({ uri: 'https://dummyjson.com/products', code: 200, body: expect.any(String) })
  expect(api.headers['content-type']).toEqual(['application/json; charset=utf-8'])
  expect(await read('python')).toEqual({
    vars: {},
    exitCode: 0,
    outputFiles: { 'products.csv': expect.stringMatching(addressOf('python', '[0-9A-Za-z]+-products\\.csv')) },
  })
  if (FLOWS[name].length < 3) return
  expect(await read('sqlQuery')).toEqual({
    uri: expect.stringMatching(addressOf('sqlquery', '\\d+\\.ion')),
    size: expect.any(Number),
    outputFiles: {},
  })
  await flowyard.select('sqlQuery', 'row')
  await expect(flowyard.execution.getByRole('option', { name: /^row, null/ })).toBeVisible()
}

const addressOf = (task: string, file: string): RegExp =>
  new RegExp(`^kestra:///company/team/getting-started(-output)?/executions/\\w+/tasks/${task}/\\w+/${file}$`)
