import { describe, expect, test } from 'vitest'
import { createRenderer } from '../../src/expression'
import { askInputs } from '../../src/flow'
import type { Input } from '../../src/model'

const renderer = createRenderer({ dialect: '2.0', host: { now: () => 0n, random: () => 0.5 } })

const ask = (inputs: readonly Input[], given: Readonly<Record<string, unknown>>) =>
  askInputs(inputs, given, '2.0', { render: (text, seen) => renderer.renderTyped(text, { inputs: seen }) })

const kind: Input = { id: 'kind', type: 'SELECT', required: true, values: ['vm', 'lambda'] }
const cpu: Input = {
  id: 'cpu',
  type: 'INT',
  required: true,
  dependsOn: { inputs: ['kind'], condition: "{{ inputs.kind == 'vm' }}" },
}

describe('a form of inputs', () => {
  test('asks for an input once those it depends on have a value and its condition holds', async () => {
    const asked = async (given: Readonly<Record<string, unknown>>) =>
      (await ask([kind, cpu], given)).map(one => one.asked)
    expect(await asked({})).toEqual([true, false])
    expect(await asked({ kind: 'lambda' })).toEqual([true, false])
    expect(await asked({ kind: 'vm' })).toEqual([true, true])
  })

  test('takes a wrong value for none', async () => {
    expect((await ask([kind, cpu], { kind: 'mainframe' })).map(one => one.asked)).toEqual([true, false])
  })

  test('shows the values that an expression gives, and the first of them', async () => {
    const size: Input = {
      id: 'size',
      type: 'SELECT',
      required: true,
      expression: "{{ inputs.kind == 'vm' ? ['small', 'large'] : ['none'] }}",
      autoSelectFirst: true,
      dependsOn: { inputs: ['kind'] },
    }
    expect((await ask([kind, size], { kind: 'vm' }))[1]).toEqual({
      id: 'size',
      asked: true,
      choices: ['small', 'large'],
      first: 'small',
    })
  })

  test('shows a default and a prefill as they are rendered', async () => {
    const name: Input = { id: 'name', type: 'STRING', required: true, defaults: '{{ inputs.kind }}-1' }
    const twice: Input = { id: 'twice', type: 'INT', required: false, prefill: '{{ 2 * 2 }}' }
    const [, ...asked] = await ask([kind, name, twice], { kind: 'vm' })
    expect(asked.map(({ first }) => first)).toEqual(['vm-1', 4])
  })

  test('leaves an input whose expression fails as it is', async () => {
    const broken: Input = { id: 'b', type: 'SELECT', required: true, expression: '{{ inputs.nothing }}' }
    const never: Input = {
      id: 'n',
      type: 'STRING',
      required: true,
      dependsOn: { inputs: ['kind'], condition: '{{ x }}' },
    }
    expect((await ask([kind, broken, never], { kind: 'vm' })).slice(1)).toEqual([
      { id: 'b', asked: true },
      { id: 'n', asked: true },
    ])
  })

  test('ends where inputs depend on each other', async () => {
    const inputs = ['a', 'b'].map((id, at): Input => {
      return { id, type: 'STRING', required: true, dependsOn: { inputs: [at === 0 ? 'b' : 'a'] } }
    })
    expect(await ask(inputs, {})).toHaveLength(2)
  })
})
