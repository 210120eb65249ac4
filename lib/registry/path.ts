import 'server-only'
import type { RepositoryName } from '@/lib/oci/name'

/** `/v2/<repository>/<rest>`, of parsed parts only; every segment is encoded, but for the colon of a digest. */
export function repositoryPath(repository: RepositoryName, rest: string): string {
  const segments = [...repository.split('/'), ...rest.split('/')]
  return `/v2/${segments.map(encodeURIComponent).join('/').replaceAll('%3A', ':')}`
}

/** Token scope of one repository (distribution token specification). */
export function repositoryScope(repository: RepositoryName, actions: string): string {
  return `repository:${repository}:${actions}`
}
