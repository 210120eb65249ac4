import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { atExit } from './leftovers'

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A process the bench started: it ends it, and it alone. */
export interface Child {
  readonly pid: number
  /** The last it wrote to its standard error or output, for a message about its end. */
  output(): string
  hasEnded(): boolean
  stop(): Promise<void>
}

const OUTPUT_KEPT = 4000
const STOP_WAIT_MS = 15_000

export function startChild(
  command: string,
  parameters: readonly string[],
  options: ChildOptions = {},
): Child {
  const child = spawn(command, [...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  })
  child.once(
    'exit',
    atExit(() => child.kill('SIGKILL')),
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + String(chunk)).slice(-OUTPUT_KEPT)
    })
  }
  child.on('error', (error) => {
    output += String(error)
  })
  return {
    pid: child.pid ?? 0,
    output: () => output,
    hasEnded: () => hasEnded(child),
    stop: () => stop(child),
  }
}

/** Waits until a question is answered with yes. @throws Error when the process ends or the time is over */
export async function untilReady(
  child: Child,
  isReady: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await isReady().catch(() => false))) {
    if (child.hasEnded()) throw new Error(`The process ended before it was ready: ${child.output()}`)
    if (performance.now() > deadline) throw new Error(`The process was not ready in time: ${child.output()}`)
    await delay(50)
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WAIT_MS)
  await ended
  clearTimeout(timer)
}
