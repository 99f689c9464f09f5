import { afterEach, expect, it } from 'vitest'
import { connectRunner, type Runner } from '../../src/runner'

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

/** A frame that answers every command by `answer`. */
function fakeFrame(answer: (command: Command, say: (message: object) => void) => void, patience?: number) {
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
  const runner: Runner = connectRunner({ port: port1, nonce: 'n', lifeline: life.port2 }, patience)
  return { runner, commands, remove: () => life.port1.postMessage('gone') }
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
  const { runner } = fakeFrame((command, say) => {
    if (command.workerId?.startsWith('duckdb')) command.port?.postMessage({ nonce: 'n', here: true })
    done(command, say)
  }, 50)
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
