'use client'

import { useQuery } from '@tanstack/react-query'
import { shortDigest } from '@/lib/oci/digest'
import { catalogQueries, type RepositoryAddress } from '../catalog/queries'
import { GoldenMarks } from '../shell/golden-parts'
import { Notice } from '../ui/notice'

interface TakenNoticeProps extends RepositoryAddress {
  tag: string
  /** What the tag names now. */
  digest: string
}

/** That a tag exists and what it names, and that moving it takes it off a golden image where it does. */
export function TakenNotice({ registry, repository, tag, digest }: TakenNoticeProps) {
  const { data } = useQuery(catalogQueries.siblings({ registry, repository, digest }))
  const marks = data?.items.find(({ name }) => name === tag)?.golden ?? []
  const golden = marks.filter(({ state }) => state === 'golden' || state === 'superseded')
  return (
    <Notice tone={golden.length > 0 ? 'danger' : 'warn'} title={`${tag} exists`}>
      <p>It names {shortDigest(digest)} now. Moving it leaves that image where it is; “Move tag” does it.</p>
      {golden.length > 0 && (
        <>
          <p>It is the tag of a golden image, and moving it away is drift.</p>
          <GoldenMarks marks={golden} isLink={false} className="mt-1.5 max-w-full" />
        </>
      )}
    </Notice>
  )
}
