import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { findSessionActor, type SessionClaims } from '@/lib/access/authenticate'
import type { Context } from '@/lib/access/context'
import type { Credentials } from '@/lib/access/prove-password'
import { foldName } from '@/lib/access/rules/user-name'
import type { Actor } from '@/lib/core/actor'
import type { Database } from '@/lib/db/connection'

type Verify = () => Promise<SessionClaims>

interface Known {
  readonly mark: string
  readonly claims: SessionClaims
  readonly untilMs: number
}

interface Memory {
  readonly known: Map<string, Known>
  readonly running: Map<string, Promise<SessionClaims>>
}

const KEPT_MS = 30_000
const KEPT_MAX = 5_000
/** What is remembered of a password can be compared in this process alone. */
const PROCESS_KEY = randomBytes(32)

const memories = new WeakMap<Database, Memory>()

/**
 * Whoever a password belongs to, verified at most once in 30 s: a client asks for a token with each image, several at
 * a time, and hashing or asking a directory for each would lock its own person out. One wrong guess from the same
 * address ends what is remembered, so guessing is counted like anywhere else. Rights are never remembered.
 */
export async function rememberingPassword(
  ctx: Context,
  { name, password }: Credentials,
  verify: Verify,
): Promise<Actor | undefined> {
  const memory = memoryOf(ctx.db)
  const place = `${ctx.ip ?? 'unknown'} ${foldName(name)}`
  const mark = createHmac('sha256', PROCESS_KEY).update(`${place}\0${password}`).digest('base64')

  const known = memory.known.get(place)
  if (known?.mark === mark && ctx.clock.now() < known.untilMs) {
    const actor = await findSessionActor(ctx.db.query, known.claims)
    if (actor !== undefined) return actor
  }
  memory.known.delete(place)

  const claims = await verifyOnce(memory, mark, verify)
  memory.known.set(place, { mark, claims, untilMs: ctx.clock.now() + KEPT_MS })
  dropOldest(memory)
  return findSessionActor(ctx.db.query, claims)
}

/** Several requests with the same password at the same moment wait for one verification. */
async function verifyOnce({ running }: Memory, mark: string, verify: Verify): Promise<SessionClaims> {
  const started = running.get(mark)
  if (started !== undefined) return started
  const verification = verify()
  running.set(mark, verification)
  try {
    return await verification
  } finally {
    running.delete(mark)
  }
}

function dropOldest({ known }: Memory): void {
  const oldest = known.keys().next().value
  if (known.size > KEPT_MAX && oldest !== undefined) known.delete(oldest)
}

function memoryOf(db: Database): Memory {
  const memory = memories.get(db) ?? { known: new Map(), running: new Map() }
  memories.set(db, memory)
  return memory
}
