import { repositoryHref, storageHref } from '@/components/shell/addresses'
import { formatBytes } from '../../ui/format-bytes'
import type { Storage } from '../queries'
import type { Tile } from './treemap'

type Branch = Storage['items'][number]
type Node = Branch['children'][number]
type Rest = Branch['rest']

/** What a storage answer looks like as boxes. */
export function tilesOf({ registry, by, namespace, items, rest }: Storage): readonly Tile[] {
  const place = { registry, by }
  const tiles = items.map((branch) => ({
    ...tileOf(branch, { ...place, above: namespace }),
    children: [
      ...branch.children.map((child) => tileOf(child, { ...place, above: branch.path })),
      ...restTile(branch.rest, branch.path),
    ],
  }))
  return [...tiles, ...restTile(rest, namespace)]
}

interface Place {
  readonly registry: string
  readonly by: Storage['by']
  /** The namespace it stands in. */
  readonly above: string
}

function tileOf(node: Node, { registry, by, above }: Place): Tile {
  const isNamespace = node.kind === 'namespace'
  return {
    key: `${node.kind} ${node.path}`,
    label: `${labelOf(node.path, above)}${isNamespace ? '/' : ''}`,
    area: node.areaBytes,
    size: formatBytes(by === 'total' ? node.totalBytes : node.uniqueBytes),
    children: [],
    href: isNamespace
      ? storageHref(registry, { namespace: node.path, by })
      : repositoryHref(registry, node.path),
    details: [
      ['Total', formatBytes(node.totalBytes)],
      ['Shared', formatBytes(node.sharedBytes)],
      ['Unique', formatBytes(node.uniqueBytes)],
      ...(isNamespace ? [['Repositories', node.repositories.toLocaleString('en')] as const] : []),
      ['Tags', node.tags.toLocaleString('en')],
    ],
  }
}

function restTile(rest: Rest, above: string): readonly Tile[] {
  if (rest === null) return []
  const label = `${rest.count.toLocaleString('en')} more`
  return [
    { key: `rest ${above}`, label, area: rest.areaBytes, size: '', children: [], href: null, details: [] },
  ]
}

/** A path without the namespace it is shown in. */
export function labelOf(path: string, above: string): string {
  return above !== '' && path.startsWith(`${above}/`) ? path.slice(above.length + 1) : path
}
