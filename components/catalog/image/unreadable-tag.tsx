import { PageFrame } from '@/components/shell/page-frame'
import { Notice } from '../../ui/notice'
import { imageCrumbs } from '../crumbs'

interface UnreadableTagProps {
  registry: string
  repository: string
  tag: string
  problem: { code: string; message: string } | null
}

/** A tag the registry lists although nothing could be read under it. */
export function UnreadableTag({ registry, repository, tag, problem }: UnreadableTagProps) {
  return (
    <PageFrame title={`${repository}:${tag}`} crumbs={imageCrumbs({ registry, repository, name: tag })}>
      <Notice tone="warn" title="The registry lists this tag, but its manifest could not be read">
        {problem ? `${problem.message} (${problem.code})` : 'The registry gave no reason.'} Refresh the
        repository to try again.
      </Notice>
    </PageFrame>
  )
}
