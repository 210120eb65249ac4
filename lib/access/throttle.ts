import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Context } from './context'
import { hashSecret } from './secret-hash'
import {
  type AttemptCount,
  addAttempts,
  forgetAttempts,
  removeEndedAttempts,
  takeBackAttempt,
} from './store/attempt'

const WINDOW_MS = 15 * 60_000
const ATTEMPTS_PER_NAME = 5
const ATTEMPTS_PER_ADDRESS = 20
/** How long a refusal is repeated without asking the database: a storm must not become a storm of writes. */
const REMEMBERED_MS = 5_000
const REMEMBERED_MAX = 10_000

declare global {
  /** Keys that are refused, with the end of their window. Shared by all parts the server is bundled in. */
  var assayRefusals: Map<string, { readonly endsAt: number; readonly askAgainAt: number }> | undefined
}

type Counter = Pick<Context, 'db' | 'clock' | 'ip'>

/**
 * Counts an attempt at a secret before it is judged, so that a burst cannot outrun the count; for all replicas and
 * across restarts. `name` is what is being tried, folded: a user name, or a fixed word such as `setup`.
 * @throws AppError `too-many-attempts` with the time to wait.
 */
export async function countAttempt(ctx: Counter, name: string): Promise<void> {
  const now = ctx.clock.now()
  const keys = keysOf(ctx, name)
  for (const key of Object.values(keys)) refuseRemembered(key, now)

  // The address first: one that is refused must not go on locking out names.
  const address = await count(ctx, [keys.address], now)
  refuseOver(address, ATTEMPTS_PER_ADDRESS, now)
  if (address.get(keys.address)?.points === 1) await removeEndedAttempts(ctx.db.rebuildable, now)
  refuseOver(await count(ctx, [keys.both, keys.name], now), ATTEMPTS_PER_NAME, now)
}

/** Takes back what a right attempt cost; the wrong ones from this address still count. */
export async function forgiveAttempt(ctx: Counter, name: string): Promise<void> {
  const { address, both, name: key } = keysOf(ctx, name)
  await takeBackAttempt(ctx.db.rebuildable, address)
  await forgetAttempts(ctx.db.rebuildable, [both, key])
}

/** Forgets what is remembered in this process, for tests. */
export function resetThrottle(): void {
  globalThis.assayRefusals = undefined
}

function keysOf({ ip }: Counter, name: string) {
  const address = ip ?? 'unknown'
  return {
    address: hashSecret(`address ${address}`),
    both: hashSecret(`both ${address} ${name}`),
    name: hashSecret(`name ${name}`),
  }
}

function count(ctx: Counter, keys: readonly string[], now: number) {
  return addAttempts(ctx.db.rebuildable, keys, { now, windowMs: WINDOW_MS })
}

function refuseOver(counts: ReadonlyMap<string, AttemptCount>, pointsMax: number, now: number): void {
  for (const [key, { points, endsAt }] of counts) {
    if (points <= pointsMax) continue
    remember(key, endsAt, now)
    throw refusal(endsAt, now)
  }
}

function refuseRemembered(key: string, now: number): void {
  const remembered = globalThis.assayRefusals?.get(key)
  if (remembered !== undefined && now < Math.min(remembered.askAgainAt, remembered.endsAt)) {
    throw refusal(remembered.endsAt, now)
  }
}

function remember(key: string, endsAt: number, now: number): void {
  globalThis.assayRefusals ??= new Map()
  if (globalThis.assayRefusals.size >= REMEMBERED_MAX) globalThis.assayRefusals.clear()
  globalThis.assayRefusals.set(key, { endsAt, askAgainAt: now + REMEMBERED_MS })
}

function refusal(endsAt: number, now: number): AppError {
  return new AppError('too-many-attempts', 'Too many attempts. Wait before you try again.', {
    retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now) / 1000)),
  })
}
