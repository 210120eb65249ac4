import { z } from 'zod'
import type { ProblemCode } from '@/lib/core/errors'
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@/lib/core/paging'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName, type RepositoryName, type TagName } from '@/lib/oci/name'
import { fromRepositorySlug } from '@/lib/oci/slug'

/** Adds a zod issue that carries a problem code of ours. */
function refuse(ctx: z.RefinementCtx, code: ProblemCode, message: string): never {
  ctx.addIssue({ code: 'custom', message, params: { code } })
  return z.NEVER
}

/** `team-a~app` in a path, read as the repository `team-a/app`. */
export const repositorySlugParam = z
  .string()
  .max(1024)
  .transform((slug, ctx): RepositoryName => {
    const name = fromRepositorySlug(slug)
    if (isRepositoryName(name)) return name
    return refuse(ctx, 'invalid-repository', 'This is not a repository name by the OCI grammar.')
  })
  .meta({ description: 'Repository name with `/` written as `~`', example: 'team-a~app' })

export const repositoryNameField = z.string().transform((text, ctx): RepositoryName => {
  if (isRepositoryName(text)) return text
  return refuse(ctx, 'invalid-repository', 'This is not a repository name by the OCI grammar.')
})

export const tagParam = z
  .string()
  .max(1024)
  .transform((text, ctx): TagName => {
    if (isTagName(text)) return text
    return refuse(ctx, 'invalid-tag', 'This is not a tag by the OCI grammar.')
  })

export const digestParam = z
  .string()
  .max(1024)
  .transform((text, ctx): Digest => {
    if (isDigest(text)) return text
    return refuse(ctx, 'invalid-digest', 'A digest is sha256: or sha512: and lower-case hex.')
  })

/** Name of a registry: 1..40 lower-case letters, digits and inner hyphens. Shown and used in addresses. */
export const registryName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    'Lower-case letters, digits and inner hyphens, at most 40.',
  )

export const limitQuery = z
  .string()
  .optional()
  .transform((text, ctx): number => {
    if (text === undefined) return PAGE_LIMIT_DEFAULT
    const limit = /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : 0
    if (limit >= 1 && limit <= PAGE_LIMIT_MAX) return limit
    return refuse(ctx, 'invalid-limit', `A limit is a whole number from 1 to ${PAGE_LIMIT_MAX}.`)
  })

export const cursorQuery = z.string().max(512).optional()

/** Text to look for, taken literally; NUL is refused. */
export const searchText = z
  .string()
  .max(1024)
  .refine((text) => !text.includes('\u0000'), {
    message: 'NUL is not allowed.',
    params: { code: 'invalid-request' },
  })

/** A sort key, `-` before it for descending. */
export function sortQuery<const K extends string>(keys: readonly K[], fallback: K | `-${K}`) {
  const allowed: ReadonlySet<string> = new Set(keys.flatMap((key) => [key, `-${key}`]))
  const isSort = (text: string): text is K | `-${K}` => allowed.has(text)
  return z
    .string()
    .optional()
    .transform((text, ctx): K | `-${K}` => {
      if (text === undefined) return fallback
      if (isSort(text)) return text
      return refuse(
        ctx,
        'invalid-sort',
        `Sort by one of ${keys.join(', ')}, with - before it for descending.`,
      )
    })
    .meta({ description: `One of ${keys.join(', ')}; \`-\` before it sorts descending` })
}

export const epochMs = z.number().int()
export const bytes = z.number().int().min(0)

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().min(0) })
}

/** Whether the caller may, by which grants, and if not, why not. */
export const allowed = z.object({
  allowed: z.boolean(),
  reason: z.string().nullable(),
  grounds: z.array(z.string()),
})

/** What the caller may do within a registry, a namespace or a repository. */
export const scopeRights = z.object({
  sync: allowed,
  push: allowed,
  delete: allowed,
  readMembers: allowed,
  manageMembers: allowed,
})
