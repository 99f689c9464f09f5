import { afterEach, expect, it } from 'vitest'
import { connectRunner, type Runner } from '../../src/runner'
import type { RunnerTimes } from '../../src/runner/runner'

type Command = {
  readonly nonce: string
  readonly id: number
  readonly type: string
  readonly name?: string
  readonly workerId?: string
  readonly port?: MessagePort
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

type Given = { readonly times?: RunnerTimes; readonly pageAnswers?: boolean }

/** A frame that answers every command by `answer`. */
function fakeFrame(
  answer: (command: Command, say: (message: object) => void) => void,
  { times, pageAnswers = true }: Given = {},
) {
  const { port1, port2 } = new MessageChannel()
  const life = new MessageChannel()
  const commands: Command[] = []
  port2.onmessage = ({ data }: MessageEvent<Command>) => {
    commands.push(data)
    answer(data, message => port2.postMessage(message))
  }
  closing.push(() => {
    for (const port of [port1, port2, life.port1, life.port2]) port.close()
  })
  const runner: Runner = connectRunner({ port: port1, nonce: 'n', lifeline: life.port2 }, times)
  const words: unknown[] = []
  life.port1.onmessage = ({ data }) => {
    words.push(data)
    if (pageAnswers && data === 'there?') life.port1.postMessage('here')
  }
  return { runner, commands, words, remove: () => life.port1.postMessage('gone') }
}

const done = (command: Command, say: (message: object) => void): void =>
  say({ nonce: 'n', type: 'done', id: command.id })

it('hands bytes over once a name', async () => {
  const { runner, commands } = fakeFrame(done)
  let loads = 0
  const load = async () => {
    loads++
    return new ArrayBuffer(4)
  }
  await Promise.all([runner.put('a', load), runner.put('a', load), runner.compile('b', load)])
  expect(loads).toBe(2)
  expect(commands.map(({ type, name }) => `${type} ${name}`)).toEqual(['put a', 'compile b'])
})

it('hands over again what could not be loaded', async () => {
  const { runner } = fakeFrame(done)
  await expect(runner.put('a', () => Promise.reject(new Error('offline')))).rejects.toThrow('offline')
  await runner.put('a', async () => new ArrayBuffer(1))
})

it('fails what the frame refuses, and passes over what is not for it', async () => {
  const { runner } = fakeFrame((command, say) => {
    say({ nonce: 'stranger', type: 'done', id: command.id })
    say({ nonce: 'n', type: 'nonsense' })
    say({ nonce: 'n', type: 'refused', id: command.id, message: 'a was not handed over' })
  })
  await expect(runner.put('a', async () => new ArrayBuffer(1))).rejects.toThrow('a was not handed over')
})

it('tells that a worker was lost', async () => {
  const { runner } = fakeFrame((command, say) => {
    done(command, say)
    if (command.type === 'spawn') say({ nonce: 'n', type: 'worker-lost', workerId: command.workerId, message: 'trap' })
  })
  const worker = await runner.spawn('python', { scripts: [], bytes: [], modules: [] })
  await expect(worker.lost).rejects.toThrow('trap')
})

it('tells that a worker said no first word, and waits for one that did', async () => {
  const { runner } = fakeFrame(
    (command, say) => {
      if (command.workerId?.startsWith('duckdb')) command.port?.postMessage({ nonce: 'n', here: true })
      done(command, say)
    },
    { times: { firstWord: 50, betweenLooks: 1_000 } },
  )
  const needs = { scripts: [], bytes: [], modules: [] }
  const silent = await runner.spawn('python', needs)
  const living = await runner.spawn('duckdb', needs)
  living.port.onmessage = () => undefined
  await expect(silent.lost).rejects.toThrow('it did not start')
  const later = new Promise(resolve => setTimeout(resolve, 100, 'lives'))
  expect(await Promise.race([living.lost, later])).toBe('lives')
  for (const { kill } of [silent, living]) kill()
})

it('tells everyone that the frame was removed', async () => {
  const { runner, remove } = fakeFrame((command, say) => {
    if (command.type === 'spawn') done(command, say)
  })
  const worker = await runner.spawn('duckdb', { scripts: [], bytes: [], modules: [] })
  const waiting = runner.put('a', async () => new ArrayBuffer(1))
  remove()
  await expect(worker.lost).rejects.toThrow('its frame was removed')
  await expect(waiting).rejects.toThrow('The frame that the code runs in was removed')
})

const often: RunnerTimes = { firstWord: 1_000, betweenLooks: 2 }
const spawnsOnly = (command: Command, say: (message: object) => void): void => {
  if (command.type === 'spawn') done(command, say)
}

it('gives up a frame that does not answer while the page does, and tells the page', async () => {
  const { runner, words } = fakeFrame(spawnsOnly, { times: often })
  const worker = await runner.spawn('python', { scripts: [], bytes: [], modules: [] })
  const { first } = runner.watch()
  await expect(worker.lost).rejects.toThrow('its frame did not answer')
  await expect(first).rejects.toThrow('The frame that the code runs in was removed')
  await expect.poll(() => words.at(-1)).toBe('silent')
})

it('waits for a frame that stands still together with its page', async () => {
  const { runner, commands } = fakeFrame(spawnsOnly, { times: often, pageAnswers: false })
  const worker = await runner.spawn('python', { scripts: [], bytes: [], modules: [] })
  const { stop } = runner.watch()
  await expect.poll(() => commands.filter(({ type }) => type === 'look').length).toBeGreaterThan(20)
  expect(await Promise.race([worker.lost, Promise.resolve('lives')])).toBe('lives')
  stop()
  worker.kill()
})

it('looks only while something is under way', async () => {
  const { runner, commands } = fakeFrame(done, { times: often })
  const watches = [runner.watch(), runner.watch()]
  await Promise.all(watches.map(({ first }) => first))
  for (const { stop } of watches) stop()
  await new Promise(resolve => setTimeout(resolve, 20))
  const before = commands.length
  await new Promise(resolve => setTimeout(resolve, 20))
  expect(commands.length).toBe(before)
})
