'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Download, FileSearch } from 'lucide-react'
import { PageFrame } from '../../shell/page-frame'
import { buttonStyle } from '../../ui/button-style'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { FilterInput } from '../../ui/filter-input'
import { formatAbsolute } from '../../ui/format-time'
import { Input } from '../../ui/input'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { Select } from '../../ui/select'
import { SkeletonRows } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { afterQueries, REPORT_STATES, type Report, type ReportFilter, reportQuery } from '../after-queries'
import { RegistrySelect } from '../registry-select'
import { STATE_WORDS } from '../words'
import { reportFilterState } from './report-filter-state'
import { ReportTable } from './report-table'

/** Which images are golden, now or at the end of a day, and why. */
export function ReportView({ registries }: { registries: readonly string[] }) {
  const [filter, change] = useAddress(reportFilterState)
  const query = useQuery({ ...afterQueries.report(filter), placeholderData: keepPreviousData })
  const { data, error } = query
  return (
    <PageFrame
      title="Report"
      meta={metaOf(data)}
      actions={
        <>
          <ExportLink filter={filter} format="csv" />
          <ExportLink filter={filter} format="json" />
        </>
      }
    >
      {data && <Totals totals={data.totals} />}
      <Panel aria-label="Report">
        <FilterBar {...{ filter, change, registries }} />
        {query.isPending && <SkeletonRows rows={6} columns={5} />}
        {!data && error && <FailedState title="The report could not be made" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<FileSearch aria-hidden="true" />} title="Nothing then">
            No version of a line you may see was like this at that time. The filter takes whole names of
            repositories.
          </EmptyState>
        )}
        {data && data.items.length > 0 && <ReportTable rows={data.items} />}
      </Panel>
      {data?.isTruncated && (
        <Notice tone="warn">There are more than one report holds: ask by registry or repository.</Notice>
      )}
      {data?.auditHead && (
        <p className="text-xs wrap-anywhere text-muted">
          Made {formatAbsolute(data.madeAt)} with the audit log at row{' '}
          {data.auditHead.sequence.toLocaleString('en')},{' '}
          <code className="font-mono">{data.auditHead.hash}</code>
        </p>
      )}
    </PageFrame>
  )
}

function metaOf(data: Report | undefined): string {
  return data
    ? `As of ${formatAbsolute(data.at)}, from decisions that cannot be changed.`
    : 'Which images are golden, and why.'
}

interface FilterBarProps {
  filter: ReportFilter
  change: (part: Partial<ReportFilter>) => void
  registries: readonly string[]
}

function FilterBar({ filter, change, registries }: FilterBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2 print:hidden">
      <span aria-hidden="true" className="text-muted">
        At the end of
      </span>
      <span className="w-36">
        <Input
          type="date"
          aria-label="At the end of"
          value={filter.day}
          onChange={({ target }) => change({ day: target.value })}
        />
      </span>
      <Select
        aria-label="State"
        value={filter.state ?? ''}
        onChange={({ target }) => change({ state: target.value || null })}
      >
        <option value="">Any state</option>
        {REPORT_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_WORDS[state].label}
          </option>
        ))}
      </Select>
      <RegistrySelect
        registries={registries}
        value={filter.registry}
        onChange={(registry) => change({ registry })}
      />
      <FilterInput
        label="Repository"
        value={filter.repository}
        onChange={(repository) => change({ repository })}
        className="w-full min-w-40 flex-1 sm:max-w-64"
      />
    </div>
  )
}

function Totals({ totals }: { totals: Report['totals'] }) {
  const tiles = [
    ...REPORT_STATES.map((state) => ({ label: STATE_WORDS[state].label, count: totals[state] })),
    { label: 'drifted', count: totals.drifted },
  ]
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 lg:grid-cols-7">
      {tiles.map(({ label, count }) => (
        <div key={label} className="bg-surface px-4 py-3 max-lg:last:col-span-2">
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="text-xl font-semibold tabular-nums">{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  )
}

function ExportLink({ filter, format }: { filter: ReportFilter; format: 'csv' | 'json' }) {
  const query = new URLSearchParams({ ...reportQuery(filter), format })
  return (
    <a
      href={`/api/v1/golden/report/export?${query}`}
      download
      className={buttonStyle('secondary', 'md', 'print:hidden')}
    >
      <Download aria-hidden="true" className="size-4" />
      {format.toUpperCase()}
    </a>
  )
}
