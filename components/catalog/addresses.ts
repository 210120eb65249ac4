import { repositorySlug } from '@/lib/oci/slug'

/** Where the things of a registry live in the console. `~` stands for `/` in a repository's name. */

export function registryHref(registry: string) {
  return `/registries/${registry}` as const
}

/** A namespace and everything below it; `''` shows the bare names. */
export function namespaceHref(registry: string, namespace: string) {
  return `/registries/${registry}?namespace=${encodeURIComponent(namespace)}` as const
}

export function repositoryHref(registry: string, repository: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}` as const
}

export function tagHref(registry: string, repository: string, tag: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}/tags/${tag}` as const
}

export function manifestHref(registry: string, repository: string, digest: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}/manifests/${digest}` as const
}
