import 'server-only'
import { type DeclaredOutcome, declareRegistry } from '@/lib/connections/use-cases/declare-registry'
import { systemContext } from './context'
import { EnvironmentError } from './env'
import { problemCodeOf } from './problem'
import type { Runtime } from './runtime'

/** Keeps the registry `main` as the environment says. @throws EnvironmentError for an address that cannot be one */
export async function keepDeclaredRegistry(app: Runtime): Promise<DeclaredOutcome | null> {
  try {
    return await declareRegistry(systemContext(app), app.settings.declaredRegistry)
  } catch (error) {
    const code = problemCodeOf(error)
    if (!code?.startsWith('url-')) throw error
    throw new EnvironmentError('ASSAY_REGISTRY_URL', `is not the address of a registry (${code})`)
  }
}
