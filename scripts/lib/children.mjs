import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { tail } from './commands.mjs'

const TERM_PATIENCE_MS = 15_000

/**
 * Starts a program that stays, in a process group of its own so that Ctrl-C reaches us and not it.
 * It is stopped by its pid when `cleanup` runs.
 */
export function startChild({ command, args, env, cwd, logFile, cleanup }) {
  const log = openSync(logFile, 'w')
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)

  let failure
  child.once('error', (error) => {
    failure = error
  })
  const hasEnded = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null
  const started = {
    pid: child.pid,
    hasEnded,
    /** Why it ended, with the end of its log. */
    obituary: () => {
      const reason = failure?.message ?? `ended with ${child.exitCode ?? child.signalCode}`
      return `${command} ${reason}\n${tail(readFileSync(logFile, 'utf8'))}`
    },
    stop: () => stopChild(child, hasEnded),
  }
  cleanup.add(started.stop)
  return started
}

async function stopChild(child, hasEnded) {
  if (hasEnded()) return
  child.kill('SIGTERM')
  for (const startedAt = Date.now(); Date.now() - startedAt < TERM_PATIENCE_MS; ) {
    if (hasEnded()) return
    await delay(50)
  }
  child.kill('SIGKILL')
}

/** Asks again and again until `isThere()` holds. @throws Error when the child ends or time is up. */
export async function waitFor(isThere, { child, what, timeoutMs = 60_000, everyMs = 150 }) {
  for (const startedAt = Date.now(); Date.now() - startedAt < timeoutMs; ) {
    if (child?.hasEnded()) throw new Error(`${what} did not start: ${child.obituary()}`)
    if (await isThere().catch(() => false)) return
    await delay(everyMs)
  }
  throw new Error(
    `${what} did not answer within ${timeoutMs / 1000} s${child ? `\n${child.obituary()}` : ''}`,
  )
}
