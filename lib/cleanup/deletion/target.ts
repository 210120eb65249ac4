import 'server-only'
import type { Context } from '@/lib/access/context'
import { listTagsNamed } from '@/lib/catalog/store/save-tags'
import { listMatchingTags } from '@/lib/catalog/store/tags'
import { InvalidInputError } from '@/lib/core/errors'
import type { DeletionFacts, SelectedTag } from '../rules/deletion/facts'

/** What somebody wants to go from one repository. */
export interface DeletionTarget {
  readonly registry: string
  readonly repository: string
  /** One by one, with the digest each was seen to name; null where the caller did not say. */
  readonly tags?: readonly { readonly tag: string; readonly digest: string | null }[] | undefined
  /** As the table of tags filters. */
  readonly filter?: TagsFilter | undefined
  readonly all?: true | undefined
  /** Manifests that nothing names, by their digests. */
  readonly manifests?: readonly string[] | undefined
  readonly removeUntagged?: boolean | undefined
}

export interface TagsFilter {
  readonly q?: string | undefined
  readonly platform?: string | undefined
  readonly kind?: string | undefined
  readonly digest?: string | undefined
  readonly tools?: 'true' | 'false' | undefined
}

const NAMED_MAX = 1_000
/** Of one repository; more than this nobody has been seen to keep. */
const MATCHED_MAX = 500_000

export type Selection = Pick<DeletionFacts, 'selected' | 'selection' | 'manifests'>

/**
 * The tags and manifests that somebody means.
 * @throws InvalidInputError `too-many`, or where nothing or two different things are meant
 */
export async function selectTags(
  ctx: Context,
  repositoryId: string,
  target: DeletionTarget,
): Promise<Selection> {
  const { tags, filter, all, manifests = [] } = target
  const ways = [tags ?? (manifests.length > 0 ? manifests : undefined), filter, all].filter(Boolean)
  if (ways.length !== 1) {
    throw new InvalidInputError(
      'invalid-input',
      'Name tags or manifests, give a filter, or ask for all: one of them.',
    )
  }
  if (tags !== undefined && tags.length + manifests.length === 0) {
    throw new InvalidInputError('invalid-input', 'There is nothing to delete in this list.')
  }
  if ((tags?.length ?? 0) > NAMED_MAX || manifests.length > NAMED_MAX) {
    throw new InvalidInputError('too-many', `At most ${NAMED_MAX} at once; give a filter for more.`)
  }
  if (filter === undefined && all === undefined) {
    const selected = await selectNamed(ctx, repositoryId, tags ?? [])
    return { selected, selection: 'named', manifests: [...new Set(manifests)] }
  }
  const { tools, ...rest } = filter ?? {}
  const match = { repositoryId, ...rest, withoutTools: tools === 'false' ? (1 as const) : (0 as const) }
  const rows = await listMatchingTags(ctx.db, match, MATCHED_MAX + 1)
  if (rows.length > MATCHED_MAX) {
    throw new InvalidInputError('too-many', `More than ${MATCHED_MAX} tags match.`)
  }
  const selected = rows.map(({ name, digest }) => ({ tag: name, digest, expected: null }))
  return { selected, selection: all === true ? 'all' : 'filter', manifests: [] }
}

async function selectNamed(
  ctx: Context,
  repositoryId: string,
  tags: NonNullable<DeletionTarget['tags']>,
): Promise<readonly SelectedTag[]> {
  const expected = new Map<string, string | null>()
  for (const { tag, digest } of tags) {
    const before = expected.get(tag)
    if (before !== undefined && before !== digest) {
      throw new InvalidInputError('invalid-input', `The tag ${tag} is named twice, with two digests.`)
    }
    expected.set(tag, digest)
  }
  const known = new Map(
    (await listTagsNamed(ctx.db.query, repositoryId, [...expected.keys()])).map((tag) => [
      tag.name,
      tag.digest,
    ]),
  )
  return [...expected].map(([tag, digest]) => ({ tag, digest: known.get(tag), expected: digest }))
}
