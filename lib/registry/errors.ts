import 'server-only'
import { AppError } from '@/lib/core/errors'

const NAME = 'RegistryNotFoundError'

/**
 * The registry itself said, in its own error code, that there is no such repository, manifest or blob. A
 * bare 404, which any proxy can answer, is not this.
 */
export class RegistryNotFoundError extends AppError {
  constructor() {
    super('not-found', 'The registry has no such repository, manifest or blob.')
    // Written out: a build shortens the names of classes.
    this.name = NAME
  }

  /** By name: the server is bundled in several parts, and each has a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === NAME
  }
}
