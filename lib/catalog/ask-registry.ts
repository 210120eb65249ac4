import 'server-only'
import type { Context } from '@/lib/access/context'
import { UpstreamError } from '@/lib/core/errors'
import type { RegistryClient } from '@/lib/registry/types'

export interface RegistryQuestion {
  readonly registryId: string
  /** Ends the whole answer, whatever it takes. */
  readonly waitMs: number
}

/**
 * Asks a registry something while a reader waits for it.
 * @throws AppError, `upstream-timeout` when the time is over; the reader's own abort is thrown as it is
 */
export async function askRegistry<T>(
  ctx: Context,
  { registryId, waitMs }: RegistryQuestion,
  ask: (client: RegistryClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(waitMs)
  try {
    const client = await ctx.registries.client(registryId)
    return await ask(client, AbortSignal.any([ctx.signal, deadline]))
  } catch (error) {
    ctx.signal.throwIfAborted()
    if (!deadline.aborted) throw error
    throw new UpstreamError('upstream-timeout', 'The registry did not answer in time.', { cause: error })
  }
}
