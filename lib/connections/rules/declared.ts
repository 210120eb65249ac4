import { AppError } from '@/lib/core/errors'

/** What the environment decides about a declared registry. */
const DECLARED_FIELDS = ['url', 'username', 'password'] as const

/**
 * Refuses to change by hand what the environment would change back at the next start.
 * @throws AppError `conflict`
 */
export function refuseDeclared(
  patch: Readonly<Partial<Record<(typeof DECLARED_FIELDS)[number], unknown>>>,
): void {
  if (DECLARED_FIELDS.every((field) => patch[field] === undefined)) return
  throw new AppError('conflict', 'This registry is declared by ASSAY_REGISTRY_URL; change it there.')
}
