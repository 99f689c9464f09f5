import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { FLOW_PROPERTIES } from '../../src/flow/flowProperties'
import { registry } from '../../src/plugins'
import { INPUT_TYPES, isMap } from '../../src/task'
import { readCases } from '../support/flows/cases'

/** Everything that the flows of this folder write. */
const flows = readCases().map(({ source }) => parse(source, { logLevel: 'error' }) as Readonly<Record<string, unknown>>)
const types = new Set(flows.flatMap(flow => typesIn(flow)))

/** A flow that has one shows what comes of it. A task type, or a property of flows, that is new needs one here. */
describe('tests/flows has a flow for', () => {
  test('each task type', () => {
    // What a ForEachItem makes by itself cannot be written.
    const written = registry.types.filter(({ type }) => !type.includes('$'))
    expect(written.map(({ type }) => type).filter(type => !types.has(type))).toEqual([])
  })

  test('each property of a flow that does something here', () => {
    const used = new Set(flows.flatMap(flow => Object.keys(flow)))
    const meant = Object.entries(FLOW_PROPERTIES).filter(
      ([, property]) => property.ignored === undefined && property.deprecated === undefined,
    )
    expect(meant.map(([name]) => name).filter(name => !used.has(name))).toEqual([])
  })

  test('each type of input', () => {
    expect(Object.keys(INPUT_TYPES).filter(type => !types.has(type))).toEqual([])
  })

  test('each kind of trigger that fires by hand', () => {
    const triggers = ['Schedule', 'ScheduleOnDates', 'Webhook', 'Flow'].map(
      name => `io.kestra.plugin.core.trigger.${name}`,
    )
    const files = ['aws.s3', 'gcp.gcs', 'fs.local'].map(name => `io.kestra.plugin.${name}.Trigger`)
    expect([...triggers, ...files].filter(type => !types.has(type))).toEqual([])
  })

  test('each property that all tasks have', () => {
    const keys = new Set(flows.flatMap(keysIn))
    const common = [
      'runIf',
      'when',
      'disabled',
      'timeout',
      'retry',
      'allowFailure',
      'allowWarning',
      'errors',
      'finally',
    ]
    expect(common.filter(name => !keys.has(name))).toEqual([])
  })
})

function typesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn)
  if (!isMap(value)) return []
  return [...(typeof value.type === 'string' ? [value.type] : []), ...Object.values(value).flatMap(typesIn)]
}

function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn)
  return isMap(value) ? [...Object.keys(value), ...Object.values(value).flatMap(keysIn)] : []
}
