'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { ByteSize } from '../../ui/byte-size'
import { Checkbox } from '../../ui/checkbox'
import { DataTable } from '../../ui/data-table'
import { FailedState } from '../../ui/failed-state'
import { Input } from '../../ui/input'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { SegmentedControl } from '../../ui/segmented-control'
import { Select } from '../../ui/select'
import { SkeletonRows } from '../../ui/skeleton'
import { ExplainDialog } from './explain-dialog'
import { type Run, retentionQueries, type Verdict, type VerdictFilter } from './queries'
import { becauseText } from './run-words'

const FATES = [
  { value: 'all', label: 'All' },
  { value: 'delete', label: 'Go' },
  { value: 'keep', label: 'Stay' },
] as const

/** Every tag with the rule that took it. */
export function VerdictTable({ run }: { run: Run }) {
  const [filter, setFilter] = useState<VerdictFilter>({
    fate: null,
    rule: null,
    repository: '',
    q: '',
    isChanged: false,
  })
  const [asked, setAsked] = useState<Verdict | null>(null)
  const query = useInfiniteQuery(retentionQueries.verdicts({ policy: run.policy, run: run.id }, filter))
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const set = (change: Partial<VerdictFilter>) => setFilter({ ...filter, ...change })
  const rules = (run.totals?.rules ?? []).flatMap(({ rule }) => rule ?? [])
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2">
        <SegmentedControl
          label="Which tags"
          value={filter.fate ?? 'all'}
          onChange={(fate) => set({ fate: fate === 'all' ? null : fate })}
          options={FATES}
        />
        <Select
          aria-label="Rule"
          value={filter.rule ?? '*'}
          onChange={({ target }) => set({ rule: target.value === '*' ? null : target.value })}
        >
          <option value="*">Every rule</option>
          {[...new Set(rules)].map((rule) => (
            <option key={rule}>{rule}</option>
          ))}
          <option value="">No rule</option>
        </Select>
        <Input
          aria-label="Part of a tag"
          placeholder="Tag"
          value={filter.q}
          onChange={({ target }) => set({ q: target.value })}
        />
        {run.totals?.compared && (
          <Checkbox
            label="Changed since the last"
            checked={filter.isChanged}
            onChange={({ target }) => set({ isChanged: target.checked })}
          />
        )}
        <span className="ml-auto text-xs text-muted" role="status">
          {query.data && `${(query.data.pages[0]?.total ?? 0).toLocaleString('en')} tags`}
        </span>
      </div>
      {query.isPending && <SkeletonRows rows={8} />}
      {!query.data && query.error && (
        <FailedState
          title="The verdicts could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {query.data && rows.length === 0 && <p className="p-4 text-muted">No tag matches.</p>}
      {rows.length > 0 && <Rows rows={rows} onAsk={setAsked} />}
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button isPending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {asked && <ExplainDialog policy={run.policy} verdict={asked} onClose={() => setAsked(null)} />}
    </Panel>
  )
}

function Rows({ rows, onAsk }: { rows: readonly Verdict[]; onAsk: (verdict: Verdict) => void }) {
  return (
    <DataTable label="Verdicts" isDense>
      <thead>
        <tr>
          <th>Tag</th>
          <th>Verdict</th>
          <th>Rule</th>
          <th className="max-sm:hidden">Age</th>
          <th className="num max-sm:hidden">Size</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={`${row.repository}:${row.tag}`}
            className="[content-visibility:auto] [contain-intrinsic-size:auto_44px]"
          >
            <td className="max-w-0 min-w-40">
              <span className="block truncate font-medium" title={row.tag}>
                {row.tag}
              </span>
              <span className="block truncate text-xs text-muted" title={row.repository}>
                {row.repository}
              </span>
            </td>
            <td className="w-28">
              <Badge tone={row.fate === 'delete' ? 'danger' : 'ok'}>
                {row.fate === 'delete' ? 'Goes' : 'Stays'}
              </Badge>
              {row.isChanged && <span className="ml-1.5 text-xs text-muted">new</span>}
            </td>
            <td className="max-w-56 truncate" title={becauseText(row)}>
              {becauseText(row)}
            </td>
            <td className="w-32 max-sm:hidden">
              <RelativeTime at={row.ageAt} />
            </td>
            <td className="num w-24 max-sm:hidden">
              <ByteSize bytes={row.size} />
            </td>
            <td className="w-16 text-right">
              <Button size="sm" aria-label={`Why ${row.tag}?`} onClick={() => onAsk(row)}>
                Why?
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
