import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { type ChainEnd, findChainEnd, type StoredRow } from '../store/chain'
import { listEventRows } from '../store/events'
import { verifyLog } from './verify-log'

const FACTS = z.object({
  isWhole: z.boolean(),
  rows: z.number(),
  head: z.string().optional(),
  brokenRow: z.number().optional(),
  fault: z.string().optional(),
  detail: z.string().optional(),
})

/** What the last verification found. */
export interface LastVerification extends z.output<typeof FACTS> {
  readonly at: number
  readonly by: string
}

export interface Verification {
  /** Null when the log was never verified. */
  readonly last: LastVerification | null
  readonly isRunning: boolean
  /** Null when the end of the chain is gone, which is a broken log. */
  readonly head: ChainEnd | null
  readonly canVerify: Decision
}

declare global {
  /** The verification this process runs now, whichever part of the server started it. */
  var assayAuditVerification: Promise<void> | undefined
}

/** When the log was last verified, and what was found. */
export async function getVerification(ctx: Context): Promise<Verification> {
  await authorize(ctx, 'audit:read')

  const filter = { readable: { kind: 'all' }, type: 'audit.verified' } as const
  const list = { filter, direction: 'desc', position: undefined, limit: 1 } as const
  const [row] = await listEventRows(ctx.db.query, list)
  return {
    last: row === undefined ? null : readLast(row),
    isRunning: globalThis.assayAuditVerification !== undefined,
    head: (await findChainEnd(ctx.db.query)) ?? null,
    canVerify: can(ctx.actor, 'audit:verify'),
  }
}

/** Starts to verify the log beside everything else; one at a time in a process. */
export async function startVerification(ctx: Context): Promise<Verification> {
  await authorize(ctx, 'audit:verify')

  globalThis.assayAuditVerification ??= verifyLog({ ...ctx, signal: new AbortController().signal })
    .then(() => undefined)
    .catch((error: unknown) => ctx.log.error({ error }, 'the audit log could not be verified'))
    .finally(() => {
      globalThis.assayAuditVerification = undefined
    })
  return getVerification(ctx)
}

function readLast(row: StoredRow): LastVerification | null {
  const facts = FACTS.safeParse(JSON.parse(row.facts))
  return facts.success ? { ...facts.data, at: row.at, by: row.actor_name } : null
}
