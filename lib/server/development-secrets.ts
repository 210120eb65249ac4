import 'server-only'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const FILE = 'development-secrets.json'
const SHAPE = z.object({ sessionSecret: z.string(), encryptionKey: z.string() })

export type DevelopmentSecrets = z.output<typeof SHAPE>

/** Secrets of one data directory, drawn once and kept in it, so that development needs no set-up. Never in production. */
export function keepDevelopmentSecrets(
  dataDir: string,
  random: (bytes: number) => Buffer,
): DevelopmentSecrets {
  const file = join(dataDir, FILE)
  const found = read(file)
  if (found !== undefined) return found

  const drawn = { sessionSecret: random(32).toString('base64'), encryptionKey: random(32).toString('base64') }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, JSON.stringify(drawn), { mode: 0o600, flag: 'wx' })
    return drawn
  } catch (error) {
    // Another process was first: its secrets are the ones that count.
    const theirs = read(file)
    if (theirs === undefined) throw error
    return theirs
  }
}

function read(file: string): DevelopmentSecrets | undefined {
  try {
    return SHAPE.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
