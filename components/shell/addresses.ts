import { repositorySlug } from '@/lib/oci/slug'

/** Where things live in the console. Every link to a registry's contents is made here. */
export function registryHref(registry: string): string {
  return `/registries/${registry}`
}

/** The repositories of a namespace and of all below it. */
export function namespaceHref(registry: string, namespace: string): string {
  return `/registries/${registry}?namespace=${encodeURIComponent(namespace)}`
}

export function repositoryHref(registry: string, repository: string): string {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}`
}

export function tagHref(registry: string, repository: string, tag: string): string {
  return `${repositoryHref(registry, repository)}/tags/${tag}`
}

export function manifestHref(registry: string, repository: string, digest: string): string {
  return `${repositoryHref(registry, repository)}/manifests/${digest}`
}

export function jobHref(job: string): string {
  return `/activity/${job}`
}

export const SETTINGS_REGISTRIES = '/settings/registries'
export const SETTINGS_PEOPLE = '/settings/people'
export const SETTINGS_TOKENS = '/settings/tokens'
export const SETTINGS_PROFILE = '/settings/profile'

export function registrySettingsHref(registry: string): string {
  return `${SETTINGS_REGISTRIES}/${registry}`
}
