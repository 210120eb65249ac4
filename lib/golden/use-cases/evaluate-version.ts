import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorizeVersion } from '../authorize-line'
import { evaluateHeld } from '../evaluate/evaluate-version'
import { learnAttestations } from '../learn-attestations'
import { findLine } from '../store/lines'
import { holdVersion } from '../store/versions'

/** Asks the registry what is attached by now, and holds a version against its policy once more. */
export async function evaluateVersion(ctx: Context, input: { readonly version: string }): Promise<void> {
  const { line, version } = await authorizeVersion(ctx, 'evidence:add', input.version)

  if (line.archivedAt !== null) throw new AppError('wrong-state', 'The line is archived.')
  await learnAttestations(ctx, line, version.digest)

  await evaluateAgain(ctx, input.version)
}

/** The same for the system's own work; whose version is gone by now is left alone. */
export async function evaluateAgain(ctx: Context, id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const version = await holdVersion(tx, id)
    const line = version && (await findLine(tx, version.lineId))
    if (version === undefined || line === undefined) throw new NotFoundError()
    await evaluateHeld(ctx, tx, { line, version })
  })
}
