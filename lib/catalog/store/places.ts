import 'server-only'
import { NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { findManifestIn, type ManifestRow } from './manifests'
import { findRegistryByName, type RegistryRow } from './registries'
import { findRepository, type RepositoryRow } from './repositories'

export interface RepositoryPlace {
  readonly registry: RegistryRow
  readonly repository: RepositoryRow
}

export interface ManifestPlace extends RepositoryPlace {
  readonly manifest: ManifestRow
}

/** @throws NotFoundError */
export async function getRegistryByName(db: Executor, name: string): Promise<RegistryRow> {
  const registry = await findRegistryByName(db, name)
  if (registry === undefined) throw new NotFoundError()
  return registry
}

/** @throws NotFoundError */
export async function getRepositoryPlace(
  db: Executor,
  target: { readonly registry: string; readonly repository: string },
): Promise<RepositoryPlace> {
  const registry = await getRegistryByName(db, target.registry)
  const repository = await findRepository(db, registry.id, target.repository)
  if (repository === undefined) throw new NotFoundError()
  return { registry, repository }
}

/** A manifest where it is held. @throws NotFoundError when this repository does not hold it, even if another does. */
export async function getManifestPlace(
  db: Executor,
  target: { readonly registry: string; readonly repository: string; readonly digest: string },
): Promise<ManifestPlace> {
  const place = await getRepositoryPlace(db, target)
  const manifest = await findManifestIn(db, place.repository.id, target.digest)
  if (manifest === undefined) throw new NotFoundError()
  return { ...place, manifest }
}
