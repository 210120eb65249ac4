'use client'

import { useQuery } from '@tanstack/react-query'
import { Ban, CircleCheck, ClockAlert, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useNow } from '@/components/ui/use-now'
import { NewTokenDialog } from './new-token-dialog'
import { type ApiToken, accessQueries } from './queries'
import { RevokeDialog } from './revoke-dialog'
import { TokenScopes } from './token-scopes'
import { type TokenState, tokenState } from './token-state'

/** The keys of machines. Their secrets were shown once and are stored by nobody. */
export function TokenView({ isForAll }: { isForAll: boolean }) {
  const query = useQuery(accessQueries.tokens())
  const { data, error } = query
  const [isAdding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)

  return (
    <PageFrame
      title="API tokens"
      meta={`${isForAll ? 'Everybody’s' : 'Yours'}. For CI and scripts, sent as Authorization: Bearer asy_…, and for docker login.`}
      actions={
        <Button variant="primary" icon={<Plus className="size-4" />} onClick={() => setAdding(true)}>
          Create a token
        </Button>
      }
    >
      <Panel>
        {!data && !error && <SkeletonRows rows={3} />}
        {!data && error && <FailedState title="The tokens could not be loaded" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<KeyRound />} title="No API token yet">
            A token lets a machine call the API with the rights of its role, never more than those of its
            owner.
          </EmptyState>
        )}
        {data && data.items.length > 0 && <Rows tokens={data.items} onRevoke={setRevoking} />}
      </Panel>
      <NewTokenDialog isOpen={isAdding} onClose={() => setAdding(false)} />
      <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />
    </PageFrame>
  )
}

function Rows({ tokens, onRevoke }: { tokens: readonly ApiToken[]; onRevoke: (token: ApiToken) => void }) {
  const now = useNow(false)
  return (
    <DataTable label="API tokens">
      <thead>
        <tr>
          <th>Name</th>
          <th className="max-md:hidden">Owner</th>
          <th className="max-sm:hidden">May at most</th>
          <th>State</th>
          <th className="max-md:hidden">Last used</th>
          <th className="max-md:hidden">Expires</th>
          <th className="w-24">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => {
          const state = tokenState(token, now)
          return (
            <tr key={token.id}>
              <td>
                <div className="font-medium">{token.name}</div>
                <code className="font-mono text-xs text-faint">{token.id}</code>
              </td>
              <td className="max-md:hidden">{token.owner}</td>
              <td className="max-sm:hidden">
                <TokenScopes token={token} />
              </td>
              <td>
                <StateBadge state={state} />
              </td>
              <td className="max-md:hidden">
                <RelativeTime at={token.lastUsedAt} absent="never" />
              </td>
              <td className="max-md:hidden">
                <RelativeTime at={token.expiresAt} absent="never" />
              </td>
              <td className="text-right">
                {state === 'active' && (
                  <GatedButton
                    size="sm"
                    can={token.can.revoke}
                    onClick={() => onRevoke(token)}
                    aria-label={`Revoke ${token.name}`}
                  >
                    Revoke
                  </GatedButton>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}

const STATES = {
  active: { tone: 'ok', label: 'Active', icon: CircleCheck },
  expired: { tone: 'warn', label: 'Expired', icon: ClockAlert },
  revoked: { tone: 'neutral', label: 'Revoked', icon: Ban },
} as const

function StateBadge({ state }: { state: TokenState }) {
  const { tone, label, icon: Icon } = STATES[state]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {label}
    </Badge>
  )
}
