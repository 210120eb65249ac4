import 'server-only'
import { AppError } from '@/lib/core/errors'

/**
 * Runs one question of a probe. A question the registry refuses or fails at has no answer, which is not the
 * same as the answer “no”; anything that is not the registry's failure is thrown on.
 */
export async function refusalAsNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
