'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { shortDigest } from '@/lib/oci/digest'
import { cx } from '../ui/cx'
import { ScrollRegion } from '../ui/scroll-region'
import { fateWords } from './plan-words'
import type { PlannedTag } from './queries'

const ROW_PX = 28

/** The tags of a plan, each with what becomes of it. Only those in sight are drawn. */
export function PlannedTags({ tags, total }: { tags: readonly PlannedTag[]; total: number }) {
  'use no memo'
  const box = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: tags.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })
  return (
    <div className="flex flex-col gap-1">
      <ScrollRegion
        ref={box}
        label="Tags in this plan"
        className="max-h-56 overflow-y-auto rounded-md border border-line bg-sunken"
      >
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const tag = tags[index]
            return (
              tag && (
                <li
                  key={tag.tag}
                  style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
                  className="absolute inset-x-0 top-0 flex items-center gap-2 px-2.5 text-xs"
                >
                  <Row tag={tag} />
                </li>
              )
            )
          })}
        </ul>
      </ScrollRegion>
      {total > tags.length && (
        <p className="text-xs text-muted">
          The first {tags.length.toLocaleString('en')} of {total.toLocaleString('en')}.
        </p>
      )}
    </div>
  )
}

function Row({ tag }: { tag: PlannedTag }) {
  const words = fateWords(tag)
  const isLeft = tag.fate !== 'remove'
  return (
    <>
      <span title={tag.tag} className={cx('min-w-0 flex-1 truncate font-medium', isLeft && 'text-muted')}>
        {tag.tag}
      </span>
      {tag.digest !== null && (
        <code title={tag.digest} className="shrink-0 font-mono text-2xs text-faint">
          {shortDigest(tag.digest)}
        </code>
      )}
      {words !== null && (
        <span title={words} className={cx('max-w-56 truncate', isLeft ? 'text-warn' : 'text-muted')}>
          {words}
        </span>
      )}
    </>
  )
}
