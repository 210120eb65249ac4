'use client'

import { useAddress } from '@/components/ui/use-address'
import { isJobFilter, jobFilterState } from './job-filter'
import { JobPanel } from './job-panel'
import { JobToolbar } from './job-toolbar'

/** Background work: what is under way first, then what came to its end; with a state chosen, that alone. */
export function JobList() {
  const [filter, change] = useAddress(jobFilterState)
  const isFiltered = isJobFilter(filter)
  const clear = () => change({ kind: null, registry: null, state: null })
  return (
    <div className="flex flex-col gap-4">
      <JobToolbar filter={filter} onChange={change} />
      {filter.state === null ? (
        <>
          <JobPanel title="Under way" filter={{ ...filter, state: 'active' }} isQuietWhenEmpty />
          <JobPanel
            title="Finished"
            filter={{ ...filter, state: 'finished' }}
            isFiltered={isFiltered}
            onClear={clear}
          />
        </>
      ) : (
        <JobPanel title="Jobs" filter={filter} isFiltered={isFiltered} onClear={clear} />
      )}
    </div>
  )
}
