import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

const assay = fileURLToPath(new URL('../../cli/assay.mjs', import.meta.url))

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line as a process of its own, in a directory that is not the project's. */
export async function runAssay(
  words: readonly string[],
  {
    dataDir,
    env = {},
    input = '',
  }: {
    readonly dataDir: string
    readonly env?: Readonly<Record<string, string>>
    readonly input?: string
  },
): Promise<Ended> {
  const whole: NodeJS.ProcessEnv = {
    NODE_ENV: 'development',
    PATH: process.env.PATH,
    ASSAY_DATA_DIR: dataDir,
    ...env,
  }
  const child = spawn(process.execPath, [assay, ...words], { env: whole, cwd: tmpdir() })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  // A command that reads nothing may be gone before it is written to.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code, out, err }
}
