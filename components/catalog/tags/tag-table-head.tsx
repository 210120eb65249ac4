import { Checkbox } from '../../ui/checkbox'
import { SortHeader } from '../../ui/data-table'

/** Sticks under the page's own head while the rows scroll. */
const STICKY = 'sticky! top-header! z-10! lg:top-0!'

interface TagTableHeadProps {
  sort: string
  onSort: (sort: string) => void
  /** Every row that is loaded. */
  isAllChosen: boolean
  onChooseAll: (isWanted: boolean) => void
}

/**
 * The heads of the tag table. Every column but the digest sorts, over all tags and not only those in sight. A column
 * shows where names keep twelve rem beside it and the sidebar.
 */
export function TagTableHead({ sort, onSort, isAllChosen, onChooseAll }: TagTableHeadProps) {
  const shared = { sort, onSort }
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th className={`${STICKY} w-9`}>
          <Checkbox
            aria-label="Choose every tag on this page"
            checked={isAllChosen}
            onChange={() => onChooseAll(!isAllChosen)}
          />
        </th>
        <SortHeader {...shared} sortKey="name" className={STICKY}>
          Tag
        </SortHeader>
        <th className={`${STICKY} hidden w-52 min-[1200px]:table-cell`}>Digest</th>
        <SortHeader {...shared} sortKey="platforms" className={`${STICKY} hidden w-40 md:table-cell`}>
          Platforms
        </SortHeader>
        <SortHeader {...shared} sortKey="size" className={`${STICKY} num hidden w-24 sm:table-cell`}>
          Size
        </SortHeader>
        <SortHeader {...shared} sortKey="created" className={`${STICKY} hidden w-28 sm:table-cell`}>
          Created
        </SortHeader>
        <SortHeader {...shared} sortKey="pushed" className={`${STICKY} hidden w-44 min-[1400px]:table-cell`}>
          Pushed
        </SortHeader>
        <SortHeader {...shared} sortKey="pulled" className={`${STICKY} hidden w-32 2xl:table-cell`}>
          Pulled
        </SortHeader>
        <th className={`${STICKY} w-20`}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  )
}
