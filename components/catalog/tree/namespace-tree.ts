/** What the API says of one namespace: counts of its own repositories only. */
export interface NamespaceCount {
  readonly namespace: string
  readonly repositories: number
  readonly tags: number
}

export interface NamespaceNode {
  /** Full name; `''` for bare repository names. */
  readonly namespace: string
  /** Last segment, or “(root)”. */
  readonly label: string
  /** 1 for the top. */
  readonly level: number
  /** Repositories in it and in everything below it. */
  readonly repositories: number
  readonly children: readonly NamespaceNode[]
}

export interface TreeRow {
  readonly node: NamespaceNode
  readonly isExpanded: boolean
  readonly position: number
  readonly siblings: number
}

const ROOT_LABEL = '(root)'

interface Draft {
  own: number
  readonly children: Map<string, Draft>
}

const draft = (): Draft => ({ own: 0, children: new Map() })

/** Nests namespaces by path segment and adds up what lies below each; parents the registry never named are made. */
export function buildNamespaceTree(counts: readonly NamespaceCount[]): NamespaceNode[] {
  const top = draft()
  let bare = 0
  for (const { namespace, repositories } of counts) {
    if (namespace === '') {
      bare += repositories
      continue
    }
    let at = top
    for (const segment of namespace.split('/')) {
      const next = at.children.get(segment) ?? draft()
      at.children.set(segment, next)
      at = next
    }
    at.own += repositories
  }
  const nodes = childNodes(top, '', 1)
  if (bare === 0) return nodes
  return [{ namespace: '', label: ROOT_LABEL, level: 1, repositories: bare, children: [] }, ...nodes]
}

function childNodes(parent: Draft, prefix: string, level: number): NamespaceNode[] {
  return [...parent.children.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment, child]) => {
      const namespace = prefix === '' ? segment : `${prefix}/${segment}`
      const children = childNodes(child, namespace, level + 1)
      const below = children.reduce((sum, node) => sum + node.repositories, 0)
      return { namespace, label: segment, level, repositories: child.own + below, children }
    })
}

/** The rows a reader sees, top to bottom, with what is folded left out. */
export function visibleRows(
  nodes: readonly NamespaceNode[],
  expanded: ReadonlySet<string>,
): readonly TreeRow[] {
  return nodes.flatMap((node, index) => {
    const isExpanded = node.children.length > 0 && expanded.has(node.namespace)
    const row = { node, isExpanded, position: index + 1, siblings: nodes.length }
    return isExpanded ? [row, ...visibleRows(node.children, expanded)] : [row]
  })
}

/** The namespaces above one, nearest last: `a`, `a/b` for `a/b/c`. */
export function ancestorsOf(namespace: string): string[] {
  const segments = namespace.split('/')
  return segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('/'))
}

export type TreeStep =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'expand'; readonly namespace: string }
  | { readonly kind: 'collapse'; readonly namespace: string }
  | { readonly kind: 'none' }

/** What a key does in the tree, by the ARIA tree pattern. */
export function stepTree(rows: readonly TreeRow[], index: number, key: string): TreeStep {
  const row = rows[index]
  if (!row) return { kind: 'none' }
  switch (key) {
    case 'ArrowDown':
      return focus(Math.min(index + 1, rows.length - 1))
    case 'ArrowUp':
      return focus(Math.max(index - 1, 0))
    case 'Home':
      return focus(0)
    case 'End':
      return focus(rows.length - 1)
    case 'ArrowRight':
      return stepIn(row, index)
    case 'ArrowLeft':
      return stepOut(rows, row, index)
    default:
      return { kind: 'none' }
  }
}

const focus = (index: number): TreeStep => ({ kind: 'focus', index })

function stepIn(row: TreeRow, index: number): TreeStep {
  if (row.node.children.length === 0) return { kind: 'none' }
  return row.isExpanded ? focus(index + 1) : { kind: 'expand', namespace: row.node.namespace }
}

function stepOut(rows: readonly TreeRow[], row: TreeRow, index: number): TreeStep {
  if (row.isExpanded) return { kind: 'collapse', namespace: row.node.namespace }
  const parent = rows.slice(0, index).findLastIndex(({ node }) => node.level < row.node.level)
  return parent < 0 ? { kind: 'none' } : focus(parent)
}

/** Every namespace, parents before what is below them. */
export function flatten(nodes: readonly NamespaceNode[]): readonly NamespaceNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)])
}
