'use client'
import { useQuery } from '@tanstack/react-query'
import { manifestHref } from '@/components/shell/addresses'
import { shortDigest } from '@/lib/oci/digest'
import { AppLink } from '../../ui/link'
import { Popover } from '../../ui/popover'
import { ProblemNotice } from '../../ui/problem-notice'
import { RelativeTime } from '../../ui/relative-time'
import { Skeleton } from '../../ui/skeleton'
import type { AnchoredProps } from '../../ui/use-anchored'
import { catalogQueries } from '../queries'

interface SharedLayerPanelProps extends AnchoredProps {
  registry: string
  digest: string
}

/** Which images hold a layer. */
export function SharedLayerPanel({ registry, digest, anchor, onClose }: SharedLayerPanelProps) {
  const { data, error } = useQuery(catalogQueries.sharedLayer(registry, digest))
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      title={
        <>
          Images with layer <code className="font-mono text-xs">{shortDigest(digest)}</code>
        </>
      }
    >
      <ProblemNotice error={error} className="p-2" />
      {!data && !error && <Skeleton className="m-3 w-48" />}
      <ul className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {data?.items.map((image) => (
          <li key={`${image.registry} ${image.repository}@${image.digest}`}>
            <AppLink
              href={manifestHref(image.registry, image.repository, image.digest)}
              className="flex items-baseline justify-between gap-3 rounded-sm px-1.5 py-1 hover:bg-hover"
            >
              <span className="min-w-0">
                <span className="block truncate font-medium" title={image.repository}>
                  {image.registry !== registry && <span className="text-muted">{image.registry} / </span>}
                  {image.repository}
                </span>
                <span className="block truncate text-xs text-muted" title={image.tags.join('\n')}>
                  {image.tags.length > 0 ? image.tags.join(', ') : shortDigest(image.digest)}
                </span>
              </span>
              <RelativeTime at={image.createdAt} className="shrink-0 text-xs text-faint" />
            </AppLink>
          </li>
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <p className="border-t border-line px-3 py-2 text-xs text-muted">
          The first {data.items.length} of {data.total.toLocaleString('en')} are shown.
        </p>
      )}
    </Popover>
  )
}
