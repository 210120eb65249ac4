import { namespaceHref, registryHref, repositoryHref } from '@/components/shell/addresses'
import { namespaceOf } from '@/lib/oci/name'
import type { Crumb } from '../ui/breadcrumbs'

/** The way to a repository: the registry, each part of its namespace, itself. */
export function repositoryCrumbs(registry: string, repository: string): readonly Crumb[] {
  return [...wayTo(registry, repository), { label: lastSegment(repository) }]
}

/** The way to the members of a registry, a namespace or a repository. */
export function placeCrumbs(registry: string, path: string): readonly Crumb[] {
  const here = path === '' ? [] : [{ label: lastSegment(path), href: namespaceHref(registry, path) }]
  return [...wayTo(registry, path), ...here, { label: 'Members' }]
}

/** The way to a tag or digest of a repository. */
export function imageCrumbs(place: { registry: string; repository: string; name: string }): readonly Crumb[] {
  const { registry, repository, name } = place
  return [
    ...wayTo(registry, repository),
    { label: lastSegment(repository), href: repositoryHref(registry, repository) },
    { label: name },
  ]
}

function wayTo(registry: string, repository: string): readonly Crumb[] {
  const namespace = namespaceOf(repository)
  const segments = namespace === '' ? [] : namespace.split('/')
  return [
    { label: registry, href: registryHref(registry) },
    ...segments.map((label, index) => ({
      label,
      href: namespaceHref(registry, segments.slice(0, index + 1).join('/')),
    })),
  ]
}

function lastSegment(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1)
}
