import type { Output } from '@/lib/api/client/api'
import { shortDigest } from '@/lib/oci/digest'
import {
  layerHref,
  manifestHref,
  registryDockerSignInHref,
  registryHref,
  registryNotificationsHref,
  registrySettingsHref,
  repositoryHref,
  searchHref,
  storageHref,
  tagHref,
} from './addresses'
import type { Theme } from './theme'
import type { Place } from './viewer'

export type PaletteKind =
  | 'repository'
  | 'tag'
  | 'digest'
  | 'layer'
  | 'label'
  | 'registry'
  | 'place'
  | 'action'

/** What the palette can do beside going somewhere. */
export type PaletteAction =
  | { readonly kind: 'sync'; readonly registry: string }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'help' }

export interface PaletteItem {
  /** Unique among everything the palette can show. */
  readonly id: string
  readonly kind: PaletteKind
  readonly label: string
  /** Where it is: registry, repository. */
  readonly detail: string
  /** Where it leads; empty for an action. */
  readonly href: string
  readonly action?: PaletteAction
}

export interface PaletteGroup {
  readonly title: string
  readonly items: readonly PaletteItem[]
}

type SearchOutput = Output<'search'>

/** What the API found, in the order of what people mostly look for; empty groups are left out. */
export function foundGroups(found: SearchOutput): readonly PaletteGroup[] {
  const group = (title: string, name: keyof SearchOutput['counts'], items: readonly PaletteItem[]) => ({
    title: found.isCorrected ? `${title} for “${found.q}”` : title,
    items: [...items, ...showAll(found, name, { title, shown: items.length })],
  })
  return withItems([
    group('Repositories', 'repositories', found.repositories.map(repositoryItem)),
    group('Tags', 'tags', found.tags.map(tagItem)),
    group('Images', 'images', found.digests.map(imageItem)),
    group('Layers', 'layers', found.layers.map(layerItem)),
    group('Labels', 'labels', found.labels.map(labelItem)),
  ])
}

type Hit<Group extends 'repositories' | 'tags' | 'digests' | 'layers' | 'labels'> =
  SearchOutput[Group][number]

function repositoryItem({ registry, repository, tagCount }: Hit<'repositories'>): PaletteItem {
  return {
    id: `repository ${registry} ${repository}`,
    kind: 'repository',
    label: repository,
    detail: `${registry} · ${tagCount.toLocaleString('en')} ${tagCount === 1 ? 'tag' : 'tags'}`,
    href: repositoryHref(registry, repository),
  }
}

function tagItem({ registry, repository, tag }: Hit<'tags'>): PaletteItem {
  return {
    id: `tag ${registry} ${repository} ${tag}`,
    kind: 'tag',
    label: `${repository}:${tag}`,
    detail: registry,
    href: tagHref(registry, repository, tag),
  }
}

function imageItem({ registry, repository, digest, kind, tags }: Hit<'digests'>): PaletteItem {
  return {
    id: `digest ${registry} ${repository} ${digest}`,
    kind: 'digest',
    label: shortDigest(digest),
    detail: `${repository} · ${tags.length > 0 ? tags.slice(0, 3).join(', ') : `untagged ${kind}`}`,
    href: manifestHref(registry, repository, digest),
  }
}

function layerItem({ registry, repository, digest }: Hit<'layers'>): PaletteItem {
  return {
    id: `layer ${registry} ${digest}`,
    kind: 'layer',
    label: shortDigest(digest),
    detail: `${registry} · in ${repository}`,
    href: layerHref(registry, digest),
  }
}

function labelItem({ registry, repository, digest, tags, label }: Hit<'labels'>): PaletteItem {
  return {
    id: `label ${registry} ${repository} ${digest} ${label.name}`,
    kind: 'label',
    label: `${label.name}=${label.value}`,
    detail: tags.length > 0 ? `${repository}:${tags[0]}` : repository,
    href: manifestHref(registry, repository, digest),
  }
}

function showAll(
  { q, counts }: SearchOutput,
  group: keyof SearchOutput['counts'],
  { title, shown }: { readonly title: string; readonly shown: number },
): readonly PaletteItem[] {
  const { count, isAtLeast } = counts[group]
  if (shown === 0 || (count <= shown && !isAtLeast)) return []
  const total = `${count.toLocaleString('en')}${isAtLeast ? '+' : ''}`
  const label = `Show all ${total} ${title.toLowerCase()}`
  return [{ id: `all ${group} ${q}`, kind: 'place', label, detail: '', href: searchHref({ q, group }) }]
}

interface PlacesInput {
  readonly q: string
  readonly registries: readonly {
    readonly name: string
    readonly url: string
    readonly activeJobId: string | null
    readonly can: {
      readonly sync: { readonly allowed: boolean }
      readonly manage: { readonly allowed: boolean }
    }
  }[]
  readonly navigation: readonly Place[]
  /** Pages below those of the navigation. */
  readonly below: readonly Place[]
}

/** Registries, pages and actions whose name holds every word of the query; all of them for an empty one. */
export function placeGroups({ q, registries, navigation, below }: PlacesInput): readonly PaletteGroup[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (item: PaletteItem) =>
    words.every((word) =>
      `${item.label} ${item.kind === 'place' ? item.detail : ''}`.toLowerCase().includes(word),
    )
  const places = [
    ...navigation.map(place),
    ...below.map(place),
    ...registries.flatMap(placesOfRegistry),
    place({ label: 'API reference', href: '/docs/api' }),
  ]
  const registryItems = registries.map(
    ({ name, url }): PaletteItem => ({
      id: `registry ${name}`,
      kind: 'registry',
      label: name,
      detail: url,
      href: registryHref(name),
    }),
  )
  return withItems([
    { title: 'Registries', items: registryItems.filter(matches) },
    { title: 'Go to', items: places.filter(matches) },
    { title: 'Do', items: actionItems(registries).filter(matches) },
  ])
}

/** Only what can be done: a registry that syncs already, or that the reader may not sync, offers nothing. */
function actionItems(registries: PlacesInput['registries']): readonly PaletteItem[] {
  const syncs = registries
    .filter((registry) => registry.can.sync.allowed && registry.activeJobId === null)
    .map(({ name }) => action(`Sync ${name} now`, { kind: 'sync', registry: name }))
  return [
    ...syncs,
    action('Use the light theme', { kind: 'theme', theme: 'light' }),
    action('Use the dark theme', { kind: 'theme', theme: 'dark' }),
    action('Use the theme of the system', { kind: 'theme', theme: 'system' }),
    action('Show keyboard shortcuts', { kind: 'help' }),
  ]
}

function action(label: string, does: PaletteAction): PaletteItem {
  return { id: `action ${label}`, kind: 'action', label, detail: '', href: '', action: does }
}

function placesOfRegistry({ name, can }: PlacesInput['registries'][number]): readonly PaletteItem[] {
  const settings = [
    { label: 'Settings', href: registrySettingsHref(name), detail: name },
    { label: 'Notifications', href: registryNotificationsHref(name), detail: name },
    { label: 'Docker sign-in', href: registryDockerSignInHref(name), detail: name },
  ]
  return [
    { label: 'Storage', href: storageHref(name), detail: name },
    ...(can.manage.allowed ? settings : []),
  ].map(place)
}

function place({ label, href, detail = '' }: Place): PaletteItem {
  return { id: `place ${href}`, kind: 'place', label, detail, href }
}

function withItems(groups: readonly PaletteGroup[]): readonly PaletteGroup[] {
  return groups.filter((group) => group.items.length > 0)
}
