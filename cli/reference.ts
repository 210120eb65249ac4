import { isRepositoryName, isTagName } from '@/lib/oci/name'
import { UsageError } from './command'

/** A tag as people write it: the registry's name here, the repository and the tag. */
export function parseReference(text: string): { registry: string; repository: string; tag: string } {
  const [, registry = '', repository = '', tag = ''] = /^([^/]+)\/(.+):([^:]+)$/.exec(text) ?? []
  if (isRepositoryName(repository) && isTagName(tag)) return { registry, repository, tag }
  throw new UsageError('--tag: REGISTRY/REPOSITORY:TAG, with the name the registry has here')
}
