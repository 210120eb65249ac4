import { SortHeader } from '../../ui/data-table'

const STICKY = 'sticky! top-header! z-10! lg:top-0!'

/** The heads of the repository list; each sorts over all repositories. */
export function RepositoryTableHead({ sort, onSort }: { sort: string; onSort: (sort: string) => void }) {
  const shared = { sort, onSort }
  return (
    <thead>
      <tr aria-rowindex={1}>
        <SortHeader {...shared} sortKey="name" className={STICKY}>
          Repository
        </SortHeader>
        <SortHeader {...shared} sortKey="tags" className={`${STICKY} num hidden w-24 sm:table-cell`}>
          Tags
        </SortHeader>
        <SortHeader {...shared} sortKey="size" className={`${STICKY} num hidden w-28 sm:table-cell`}>
          Size
        </SortHeader>
        <SortHeader {...shared} sortKey="created" className={`${STICKY} hidden w-36 sm:table-cell`}>
          Newest image
        </SortHeader>
        <th className={`${STICKY} hidden w-28 xl:table-cell`}>Synced</th>
      </tr>
    </thead>
  )
}
