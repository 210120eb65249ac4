import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '@/lib/core/errors'

/** OWASP's figures for argon2id, which is this library's default: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const RUNNING_MAX = 2
const WAITING_MAX = 20
const RETRY_AFTER_SECONDS = 5

interface Lane {
  running: number
  readonly waiting: (() => void)[]
}

declare global {
  /** Shared by all parts the server is bundled in: the limit is for the machine. */
  var assayHashing: Lane | undefined
}

/** An argon2id hash with its own salt. @throws AppError `too-many-attempts` when too many wait already. */
export async function hashPassword(password: string): Promise<string> {
  return inLane(() => hash(normalize(password), PARAMETERS))
}

/**
 * Whether a password is the one of a hash. Without a hash it takes as long and answers no, so that time does
 * not tell who exists.
 */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  const against = storedHash ?? (await placeholderHash())
  const matches = await inLane(() => verify(against, normalize(password)))
  return matches && storedHash !== null
}

let placeholder: Promise<string> | undefined

function placeholderHash(): Promise<string> {
  placeholder ??= inLane(() => hash(crypto.randomUUID(), PARAMETERS))
  return placeholder
}

/** One keyboard writes é as one character, another as two. */
function normalize(password: string): string {
  return password.normalize('NFKC')
}

async function inLane<T>(work: () => Promise<T>): Promise<T> {
  globalThis.assayHashing ??= { running: 0, waiting: [] }
  const lane = globalThis.assayHashing
  await enter(lane)
  try {
    return await work()
  } finally {
    leave(lane)
  }
}

async function enter(lane: Lane): Promise<void> {
  if (lane.running < RUNNING_MAX) {
    lane.running++
    return
  }
  if (lane.waiting.length >= WAITING_MAX) {
    throw new AppError('too-many-attempts', 'Too many people are signing in. Try again in a moment.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  }
  await new Promise<void>((resolve) => lane.waiting.push(resolve))
}

/** Hands the place to the next in line, so that a newcomer cannot slip in between. */
function leave(lane: Lane): void {
  const next = lane.waiting.shift()
  if (next === undefined) lane.running--
  else next()
}
