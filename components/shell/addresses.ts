import { repositorySlug } from '@/lib/oci/slug'

/** Where things live in the console. `~` stands for `/` in a repository's name. */
export const OVERVIEW = '/'
export const SIGN_IN = '/sign-in'
export const ACTIVITY = '/activity'
export const ACTIVITY_TAGS = '/activity/tags'
export const ACCESS = '/access'
export const ACCESS_PEOPLE = '/access/people'
export const ACCESS_GROUPS = '/access/groups'
export const ACCESS_GRANTS = '/access/grants'
export const ACCESS_TOKENS = '/access/tokens'
export const ACCESS_EXPLAIN = '/access/explain'
export const AUDIT = '/audit'
export const CLEANUP = '/cleanup'
export const CLEANUP_TRASH = '/cleanup/trash'
export const CLEANUP_POLICIES = '/cleanup/policies'
export const CLEANUP_NEW_POLICY = '/cleanup/policies/new'
export const CLEANUP_STORAGE = '/cleanup/storage'
export const GOLDEN = '/golden'
export const GOLDEN_NEW_LINE = '/golden/lines/new'
export const GOLDEN_INBOX = '/golden/inbox'
export const GOLDEN_DRIFT = '/golden/drift'
export const GOLDEN_POLICIES = '/golden/policies'
export const GOLDEN_NEW_POLICY = '/golden/policies/new'
export const GOLDEN_REPORT = '/golden/report'
export const SETTINGS = '/settings'
export const SETTINGS_REGISTRIES = '/settings/registries'
export const SETTINGS_NEW_REGISTRY = '/settings/registries/new'
export const SETTINGS_WEBHOOKS = '/settings/webhooks'
export const SETTINGS_SIGN_IN = '/settings/sign-in'
export const SETTINGS_PROFILE = '/settings/profile'

export function registryHref(registry: string) {
  return `/registries/${registry}` as const
}

/** Why somebody may do something at a place, or may not; '' is the whole registry. */
export function explainHref({
  path,
  ...question
}: {
  actor: string
  action: string
  registry: string
  path: string
}): string {
  return `${ACCESS_EXPLAIN}?${new URLSearchParams({ ...question, ...(path !== '' && { path }) })}`
}

/** A namespace and everything below it; `''` shows the bare names. */
export function namespaceHref(registry: string, namespace: string) {
  return `/registries/${registry}?namespace=${encodeURIComponent(namespace)}` as const
}

/** What a registry, or a namespace of it, takes. */
export function storageHref(
  registry: string,
  { namespace = '', by = 'total' }: { namespace?: string; by?: 'total' | 'unique' } = {},
): string {
  const search = new URLSearchParams({
    ...(namespace !== '' && { namespace }),
    ...(by !== 'total' && { by }),
  })
  return `/registries/${registry}/storage${search.size > 0 ? `?${search}` : ''}`
}

/** The images that hold a layer. */
export function layerHref(registry: string, digest: string) {
  return `/registries/${registry}/layers/${digest}` as const
}

export function searchHref({ q, group }: { q: string; group?: string }): string {
  return `/search?${new URLSearchParams({ q, ...(group !== undefined && { in: group }) })}`
}

/** Who may what on a registry, a namespace or a repository; '' is the whole registry. */
export function membersHref(registry: string, path: string) {
  return `/registries/${registry}/members${path === '' ? '' : `?path=${encodeURIComponent(path)}`}` as const
}

export function repositoryHref(registry: string, repository: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}` as const
}

export function repositoryActivityHref(registry: string, repository: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}/activity` as const
}

/** The golden lines of a repository. */
export function repositoryGoldenHref(registry: string, repository: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}/golden` as const
}

export function tagHref(registry: string, repository: string, tag: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}/tags/${tag}` as const
}

export function manifestHref(registry: string, repository: string, digest: string) {
  return `/registries/${registry}/repositories/${repositorySlug(repository)}/manifests/${digest}` as const
}

export function webhookHref(webhook: string) {
  return `/settings/webhooks/${webhook}` as const
}

export function jobHref(job: string) {
  return `/activity/${job}` as const
}

/** `new` is an address of its own, so the settings of one registry live one step further down. */
export function registrySettingsHref(registry: string) {
  return `/settings/registries/edit/${registry}` as const
}

/** How long what is deleted from a registry is kept. */
export function registryTrashHref(registry: string) {
  return `/settings/registries/edit/${registry}/trash` as const
}

export function registryDockerSignInHref(registry: string) {
  return `/settings/registries/edit/${registry}/docker-sign-in` as const
}

export function registryNotificationsHref(registry: string) {
  return `/settings/registries/edit/${registry}/notifications` as const
}

export function policyHref(policy: string) {
  return `${CLEANUP_POLICIES}/${policy}` as const
}

export function policyEditHref(policy: string) {
  return `${CLEANUP_POLICIES}/${policy}/edit` as const
}

export function policyRunHref(policy: string, run: string) {
  return `${CLEANUP_POLICIES}/${policy}/runs/${run}` as const
}

export function lineHref(line: string) {
  return `/golden/lines/${line}` as const
}

/** The settings of a line and its channels. */
export function lineEditHref(line: string) {
  return `/golden/lines/${line}/edit` as const
}

export function versionHref(version: string) {
  return `/golden/versions/${version}` as const
}

/** Everything of a version on paper. */
export function dossierHref(version: string) {
  return `/golden/versions/${version}/dossier` as const
}

export function goldenPolicyHref(policy: string) {
  return `/golden/policies/${policy}` as const
}

export function goldenPolicyEditHref(policy: string) {
  return `/golden/policies/${policy}/edit` as const
}
