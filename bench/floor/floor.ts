import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { atExit } from '../process/leftovers'
import type { FloorRequest, WorkFigures } from './process'

export interface Floor {
  measure(asked: FloorRequest): Promise<WorkFigures>
  stop(): Promise<void>
}

type Reply = { readonly figures: WorkFigures } | { readonly error: string }

/** Starts the plain client in a process of its own. */
export function startFloor(): Floor {
  const file = fileURLToPath(new URL('./process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.once(
    'exit',
    atExit(() => child.kill('SIGKILL')),
  )
  return { measure: (asked) => ask(child, asked), stop: () => end(child) }
}

async function ask(child: ChildProcess, asked: FloorRequest): Promise<WorkFigures> {
  child.send(asked)
  const ended = once(child, 'exit').then(() => {
    throw new Error('The floor process ended before it answered.')
  })
  const [reply]: Reply[] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  if (reply === undefined || 'error' in reply) throw new Error(`The floor failed: ${reply?.error}`)
  return reply.figures
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.disconnect()
  await exited
}
