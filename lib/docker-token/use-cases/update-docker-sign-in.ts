import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { findRegistryByName } from '@/lib/connections/store'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { forgetServices } from '../known-services'
import type { Trust } from '../signing-key'
import { saveService } from '../store/services'
import { type DockerSignIn, getDockerSignIn } from './get-docker-sign-in'

export interface DockerSignInChange {
  readonly isEnabled?: boolean | undefined
  readonly service?: string | undefined
  /** Null is the public origin. */
  readonly issuer?: string | null | undefined
  readonly trust?: Trust | undefined
}

/** Turns signing in to a registry through Assay on or off, or changes how; what is absent stays. */
export async function updateDockerSignIn(
  ctx: Context,
  name: string,
  change: DockerSignInChange,
): Promise<DockerSignIn> {
  await authorize(ctx, 'registry:manage')

  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry === undefined) throw new NotFoundError()
  const { service: current } = await getDockerSignIn(ctx, name)

  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const next = { ...current, ...given }
  await transaction(ctx.db, async (tx) => {
    if (!(await saveService(tx, next, ctx.clock.now()))) throw nameTaken()
    await record(ctx, tx, {
      type: 'docker-sign-in.changed',
      resource: name,
      registryId: registry.id,
      before: shown(current),
      after: shown(next),
    })
  })
  forgetServices(ctx.db)
  return getDockerSignIn(ctx, name)
}

function shown({ isEnabled, service, issuer, trust }: DockerSignIn['service']) {
  return { isEnabled, service, issuer, trust }
}

function nameTaken(): AppError {
  const message = 'Another registry goes by this service name.'
  return new AppError('name-taken', message, {
    issues: [{ pointer: '/service', code: 'name-taken', message }],
  })
}
