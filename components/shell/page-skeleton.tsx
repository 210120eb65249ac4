import { Panel } from '@/components/ui/panel'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

/** A page in outline while the server reads its data. */
export function PageSkeleton() {
  return (
    <div className="mx-auto flex w-full max-w-[1440px] flex-col gap-5 px-4 pt-4 pb-12 sm:px-6">
      <div className="flex flex-col gap-2 py-1">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <Panel>
        <SkeletonRows rows={10} columns={5} />
      </Panel>
    </div>
  )
}
