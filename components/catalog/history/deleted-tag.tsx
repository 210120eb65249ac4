import type { ReactNode } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Notice } from '../../ui/notice'
import { imageCrumbs } from '../crumbs'
import type { TagHistory } from '../queries'
import { EventTime } from './event-time'
import { TagTimeline, type TimelineSlot } from './tag-timeline'

interface DeletedTagProps {
  registry: string
  repository: string
  tag: string
  history: TagHistory
  /** Puts it back, where the trash keeps it. */
  restore: ReactNode
  /** Points it at what an entry of its history names. */
  rollBack: TimelineSlot
  path: string
  search: Readonly<Record<string, string>>
}

/** A tag that is gone: when it went, and everything it pointed to. */
export function DeletedTag(props: DeletedTagProps) {
  const { registry, repository, tag, history, restore, rollBack, path, search } = props
  const [newest] = history.items
  const isNewestPage = search.cursor === undefined
  return (
    <PageFrame title={`${repository}:${tag}`} crumbs={imageCrumbs({ registry, repository, name: tag })}>
      <Notice tone="warn" title="This tag is gone" actions={restore}>
        {isNewestPage && newest?.kind === 'deleted' ? (
          <>
            It was deleted <EventTime event={newest} />. Its history stays.
          </>
        ) : (
          'The registry no longer has it. Its history stays.'
        )}
      </Notice>
      <TagTimeline history={history} path={path} search={search} rollBack={rollBack} />
    </PageFrame>
  )
}
