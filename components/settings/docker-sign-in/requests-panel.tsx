'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { OUTCOME_TEXT, OUTCOMES } from './outcome'
import type { DockerSignIn } from './queries'

type Requests = DockerSignIn['requests']

const FIRST_SHOWN = 10

/** Whether anybody ever asked, what came of it, and the last ones. */
export function RequestsPanel({ requests }: { requests: Requests }) {
  const [isWhole, setWhole] = useState(false)
  const rows = isWhole ? requests.last : requests.last.slice(0, FIRST_SHOWN)
  if (requests.total === 0) {
    return (
      <Panel>
        <PanelHeader title="Requests" />
        <EmptyState icon={<KeyRound />} title="Nobody has asked for a token yet">
          The first docker login or pull after the registry was restarted shows up here within seconds.
        </EmptyState>
      </Panel>
    )
  }
  return (
    <Panel>
      <PanelHeader
        title="Requests"
        description={
          <>
            {requests.total.toLocaleString('en')} in 30 days, the last <RelativeTime at={requests.lastAt} />
          </>
        }
      />
      <Counts counts={requests.byOutcome} />
      <DataTable label="Last requests" isDense>
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>Outcome</th>
            <th className="max-sm:hidden">Asked for</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((request) => (
            <Row key={request.id} request={request} />
          ))}
        </tbody>
      </DataTable>
      {rows.length < requests.last.length && (
        <div className="border-t border-line p-2 text-center">
          <Button variant="ghost" size="sm" onClick={() => setWhole(true)}>
            Show the last {requests.last.length}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Counts({ counts }: { counts: Requests['byOutcome'] }) {
  const inOrder = counts.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 border-b border-line bg-sunken px-4 py-2.5">
      {inOrder.map(({ outcome, requests }) => {
        const { label, tone, meaning } = OUTCOME_TEXT[outcome]
        return (
          <li key={outcome} className="flex items-center gap-1.5" title={meaning}>
            <Badge tone={tone}>{label}</Badge>
            <span className="tabular-nums">{requests.toLocaleString('en')}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Row({ request }: { request: Requests['last'][number] }) {
  const { label, tone, meaning } = OUTCOME_TEXT[request.outcome]
  const from = [request.ip, request.client].filter(Boolean).join(' · ')
  return (
    <tr>
      <td>
        <RelativeTime at={request.at} />
      </td>
      <td className="clip max-w-48" title={from || undefined}>
        {request.actorName ?? <span className="text-faint">nobody</span>}
      </td>
      <td title={meaning}>
        <Badge tone={tone}>{label}</Badge>
      </td>
      <td
        className="clip max-w-80 font-mono text-xs max-sm:hidden"
        title={`${request.asked || 'nothing'}\nGranted: ${request.granted || 'nothing'}`}
      >
        {request.asked || <span className="font-sans text-faint">nothing</span>}
      </td>
    </tr>
  )
}
