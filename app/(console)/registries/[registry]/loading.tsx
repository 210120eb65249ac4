import { Panel } from '@/components/ui/panel'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <div className="mx-auto flex w-full max-w-[1440px] flex-col gap-5 px-4 pt-4 pb-12 sm:px-6">
      <div className="flex flex-col gap-3 py-2">
        <Skeleton className="w-40" />
        <Skeleton className="h-6 w-72" />
      </div>
      <Panel>
        <SkeletonRows rows={12} columns={5} />
      </Panel>
    </div>
  )
}
