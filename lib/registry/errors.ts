import { AppError } from '@/lib/core/errors'

/**
 * The registry itself said, in its own error code, that there is no such repository, manifest or blob. A
 * bare 404, which any proxy can answer, is not this.
 */
export class RegistryNotFoundError extends AppError {
  constructor() {
    super('not-found', 'The registry has no such repository, manifest or blob.')
  }
}
