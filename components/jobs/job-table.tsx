'use client'

import { jobHref } from '@/components/shell/addresses'
import { DataTable } from '@/components/ui/data-table'
import { AppLink } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Job } from './is-active'
import { JobProgress } from './job-progress'
import { jobTitle } from './job-words'
import { StatusBadge } from './status-badge'

export function JobTable({ jobs, label }: { jobs: readonly Job[]; label: string }) {
  return (
    <DataTable label={label}>
      <thead>
        <tr>
          <th>Job</th>
          <th>Status</th>
          <th className="w-72 max-md:hidden">Progress</th>
          <th className="max-lg:hidden">Started by</th>
          <th className="max-sm:hidden">When</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <td className="md:min-w-48">
              <AppLink href={jobHref(job.id)} className="font-medium hover:underline">
                {jobTitle(job)}
              </AppLink>
              {job.repository !== null && job.registry !== null && (
                <span className="ml-2 text-xs text-faint">{job.registry}</span>
              )}
              <div className="md:hidden">
                <JobProgress job={job} />
                <RelativeTime at={job.createdAt} className="block text-xs text-faint sm:hidden" />
              </div>
              {job.problem && <p className="text-xs text-danger">{job.problem.message}</p>}
            </td>
            <td>
              <StatusBadge status={job.status} />
            </td>
            <td className="max-md:hidden">
              <JobProgress job={job} />
            </td>
            <td className="whitespace-nowrap max-lg:hidden">{job.createdBy}</td>
            <td className="max-sm:hidden">
              <RelativeTime at={job.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
