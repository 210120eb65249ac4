'use client'
import { useQuery } from '@tanstack/react-query'
import { tagHref } from '@/components/shell/addresses'
import { shortDigest } from '@/lib/oci/digest'
import { repositorySlug } from '@/lib/oci/slug'
import { Button } from '../../ui/button'
import { AppLink } from '../../ui/link'
import { Popover } from '../../ui/popover'
import { ProblemNotice } from '../../ui/problem-notice'
import { Skeleton } from '../../ui/skeleton'
import type { AnchoredProps } from '../../ui/use-anchored'
import { catalogQueries, type Tag } from '../queries'

interface SiblingTagsProps extends AnchoredProps {
  tag: Tag
  digest: string
  registry: string
  repository: string
  onShowOnly: (digest: string) => void
}

/** The other tags of one digest, by name. */
export function SiblingTags(props: SiblingTagsProps) {
  const { tag, digest, anchor, registry, repository, onClose, onShowOnly } = props
  const address = { registry, repository: repositorySlug(repository), digest }
  const { data, error } = useQuery(catalogQueries.siblings(address))
  const others = data?.items.filter((item) => item.name !== tag.name) ?? []
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      title={
        <>
          Same digest as <span className="wrap-anywhere">{tag.name}</span>
        </>
      }
    >
      <ul className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {!data && !error && <Skeleton className="m-2 w-40" />}
        {others.map((other) => (
          <li key={other.name}>
            <AppLink
              href={tagHref(registry, repository, other.name)}
              className="block truncate rounded-sm px-1.5 py-1 hover:bg-hover"
              title={other.name}
            >
              {other.name}
            </AppLink>
          </li>
        ))}
      </ul>
      <ProblemNotice error={error} className="p-2" />
      {data && data.total > data.items.length && (
        <p className="px-3 py-1 text-xs text-muted">
          The first {data.items.length} of {data.total} are shown.
        </p>
      )}
      <footer className="flex items-center justify-between gap-3 border-t border-line px-3 py-2">
        <code className="font-mono text-xs text-faint">{shortDigest(digest)}</code>
        <Button size="sm" onClick={() => onShowOnly(digest)}>
          Show only these
        </Button>
      </footer>
    </Popover>
  )
}
