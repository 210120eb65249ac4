import type { Output } from '@/lib/api/client/api'
import { shortDigest } from '@/lib/oci/digest'
import {
  manifestHref,
  registryHref,
  repositoryHref,
  SETTINGS_NEW_REGISTRY,
  SETTINGS_PEOPLE,
  SETTINGS_PROFILE,
  SETTINGS_REGISTRIES,
  SETTINGS_TOKENS,
  tagHref,
} from './addresses'

export type PaletteKind = 'repository' | 'tag' | 'digest' | 'registry' | 'place'

export interface PaletteItem {
  /** Unique among everything the palette can show. */
  readonly id: string
  readonly kind: PaletteKind
  readonly label: string
  /** Where it is: registry, repository. */
  readonly detail: string
  readonly href: string
}

export interface PaletteGroup {
  readonly title: string
  readonly items: readonly PaletteItem[]
}

type SearchOutput = Output<'search'>

/** What the API found, in the order of what people mostly look for; empty groups are left out. */
export function foundGroups(found: SearchOutput): readonly PaletteGroup[] {
  const repositories = found.repositories.map(
    ({ registry, repository, tagCount }): PaletteItem => ({
      id: `repository ${registry} ${repository}`,
      kind: 'repository',
      label: repository,
      detail: `${registry} · ${tagCount.toLocaleString('en')} ${tagCount === 1 ? 'tag' : 'tags'}`,
      href: repositoryHref(registry, repository),
    }),
  )
  const tags = found.tags.map(
    ({ registry, repository, tag }): PaletteItem => ({
      id: `tag ${registry} ${repository} ${tag}`,
      kind: 'tag',
      label: `${repository}:${tag}`,
      detail: registry,
      href: tagHref(registry, repository, tag),
    }),
  )
  const digests = found.digests.map(
    ({ registry, repository, digest, kind, tags }): PaletteItem => ({
      id: `digest ${registry} ${repository} ${digest}`,
      kind: 'digest',
      label: shortDigest(digest),
      detail: `${repository} · ${tags.length > 0 ? tags.slice(0, 3).join(', ') : `untagged ${kind}`}`,
      href: manifestHref(registry, repository, digest),
    }),
  )
  return withItems([
    { title: 'Repositories', items: repositories },
    { title: 'Tags', items: tags },
    { title: 'Digests', items: digests },
  ])
}

interface PlacesInput {
  readonly q: string
  readonly registries: readonly { readonly name: string; readonly url: string }[]
  readonly navigation: readonly { readonly label: string; readonly href: string }[]
  readonly isAdmin: boolean
}

/** Registries and pages whose name holds every word of the query; all of them for an empty one. */
export function placeGroups({ q, registries, navigation, isAdmin }: PlacesInput): readonly PaletteGroup[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (item: PaletteItem) => words.every((word) => item.label.toLowerCase().includes(word))
  const admin = [
    place('Add a registry', SETTINGS_NEW_REGISTRY),
    place('People', SETTINGS_PEOPLE),
    place('API tokens', SETTINGS_TOKENS),
  ]
  const places = [
    ...navigation.map(({ label, href }) => place(label, href)),
    place('Registry settings', SETTINGS_REGISTRIES),
    ...(isAdmin ? admin : []),
    place('Profile', SETTINGS_PROFILE),
    place('API reference', '/docs/api'),
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
  ])
}

function place(label: string, href: string): PaletteItem {
  return { id: `place ${href}`, kind: 'place', label, detail: '', href }
}

function withItems(groups: readonly PaletteGroup[]): readonly PaletteGroup[] {
  return groups.filter((group) => group.items.length > 0)
}
