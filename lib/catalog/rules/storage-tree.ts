import { isBelow } from './namespace-path'

export type StorageMeasure = 'total' | 'unique'

export interface StorageFigures {
  readonly totalBytes: number | null
  readonly uniqueBytes: number | null
  readonly repositories: number
  readonly tags: number
  readonly unread: number
}

export interface RepositoryStorage extends StorageFigures {
  readonly path: string
}

export interface StorageNode extends StorageFigures {
  readonly kind: 'namespace' | 'repository'
  readonly path: string
  /** Bytes its area stands for: of a namespace those of its repositories, each for itself. */
  readonly areaBytes: number
}

/** What was left out because there is no room for it. */
export interface StorageRest {
  readonly count: number
  readonly areaBytes: number
}

export interface StorageBranch extends StorageNode {
  readonly children: readonly StorageNode[]
  readonly rest: StorageRest | null
}

export interface StorageTree {
  readonly items: readonly StorageBranch[]
  readonly rest: StorageRest | null
}

export interface StorageFacts {
  /** Everything below it is shown; '' for the whole registry. */
  readonly namespace: string
  readonly by: StorageMeasure
  /** The repositories below it that are shown. */
  readonly repositories: readonly RepositoryStorage[]
  /** Figures of namespaces by path; one that is not shown whole is not in it. */
  readonly namespaces: ReadonlyMap<string, StorageFigures>
}

const BRANCHES_MAX = 200
const CHILDREN_MAX = 800
const CHILDREN_MIN = 4

/** Two levels below a namespace, the largest first. What does not fit is added up. */
export function storageTree(facts: StorageFacts): StorageTree {
  const branches = [...group(facts, facts.repositories, facts.namespace)].sort(byArea)
  const shown = branches.slice(0, BRANCHES_MAX)
  const childrenMax = Math.max(CHILDREN_MIN, Math.floor(CHILDREN_MAX / Math.max(1, shown.length)))
  const items = shown.map(({ members, ...node }) => {
    if (node.kind === 'repository') return { ...node, children: [], rest: null }
    const below = [...group(facts, members, node.path)].sort(byArea).map(({ members: _, ...child }) => child)
    return { ...node, children: below.slice(0, childrenMax), rest: restOf(below.slice(childrenMax)) }
  })
  return { items, rest: restOf(branches.slice(BRANCHES_MAX)) }
}

interface Group extends StorageNode {
  readonly members: readonly RepositoryStorage[]
}

function* group(
  facts: StorageFacts,
  repositories: readonly RepositoryStorage[],
  namespace: string,
): Generator<Group> {
  const folders = new Map<string, RepositoryStorage[]>()
  for (const repository of repositories) {
    const folder = folderOf(repository.path, namespace)
    if (folder === null) {
      yield { kind: 'repository', ...repository, areaBytes: areaOf(repository, facts.by), members: [] }
    } else {
      const members = folders.get(folder) ?? []
      members.push(repository)
      folders.set(folder, members)
    }
  }
  for (const [path, members] of folders) {
    const areaBytes = members.reduce((sum, member) => sum + areaOf(member, facts.by), 0)
    yield { kind: 'namespace', path, ...(facts.namespaces.get(path) ?? partOf(members)), areaBytes, members }
  }
}

/** The namespace one step below another that a repository is in; null when it stands there itself. */
function folderOf(path: string, namespace: string): string | null {
  const start = isBelow(path, namespace) && namespace !== '' ? namespace.length + 1 : 0
  const slash = path.indexOf('/', start)
  return slash < 0 ? null : path.slice(0, slash)
}

/** Of a namespace seen in part only the counts are known: which bytes repositories share is not theirs to tell. */
function partOf(members: readonly RepositoryStorage[]): StorageFigures {
  const sum = (pick: (member: RepositoryStorage) => number) =>
    members.reduce((total, member) => total + pick(member), 0)
  return {
    totalBytes: null,
    uniqueBytes: null,
    repositories: members.length,
    tags: sum((member) => member.tags),
    unread: sum((member) => member.unread),
  }
}

function areaOf(figures: StorageFigures, by: StorageMeasure): number {
  return (by === 'total' ? figures.totalBytes : figures.uniqueBytes) ?? 0
}

function restOf(nodes: readonly StorageNode[]): StorageRest | null {
  if (nodes.length === 0) return null
  return { count: nodes.length, areaBytes: nodes.reduce((sum, node) => sum + node.areaBytes, 0) }
}

function byArea(a: StorageNode, b: StorageNode): number {
  return b.areaBytes - a.areaBytes || (a.path < b.path ? -1 : 1)
}
