import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const TAIL_LINES = 40
const running = new Set()

/** A command ended with something other than 0; `output` is what it said last. */
export class CommandError extends Error {
  constructor(command, code, output) {
    super(`${command} ended with ${code}`)
    this.name = 'CommandError'
    this.output = output
  }
}

/**
 * Runs a command to its end and answers what it printed.
 * `show: true` passes the output on; `onLine` sees each line of it. Standard input is closed.
 */
export function run(command, args, { cwd, env, show = false, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    let rest = ''
    const take = (chunk) => {
      output += chunk
      if (show) process.stdout.write(chunk)
      if (!onLine) return
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(onLine)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      running.delete(child)
      if (code === 0) return resolve(output)
      reject(new CommandError(`${command} ${args.join(' ')}`, code ?? signal, tail(output)))
    })
  })
}

/** Ends the commands that are still running, by their pids. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM')
}

/** The absolute path of a program on PATH, or undefined. */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The last lines of a text, which say most about a failure. */
export function tail(text, lines = TAIL_LINES) {
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}
