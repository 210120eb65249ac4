import 'server-only'
import { AppError } from '@/lib/core/errors'

/**
 * The registry itself said, in its own error code, that there is no such repository, manifest or blob. A
 * bare 404, which any proxy can answer, is not this.
 */
export class RegistryNotFoundError extends AppError {
  constructor() {
    super('not-found', 'The registry has no such repository, manifest or blob.')
  }

  /** By name: the server is bundled in several parts, and each has a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'RegistryNotFoundError'
  }
}
