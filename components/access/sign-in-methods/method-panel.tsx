'use client'

import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, PlugZap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyField } from '@/components/ui/copy-field'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { api } from '@/lib/api/client/api'
import { CheckResult } from './check-result'
import type { SignInMethod } from './queries'
import { RecentSignIns } from './recent-sign-ins'

const DESCRIPTIONS = {
  local: 'Accounts kept here. They work when no provider answers, so one admin always has one.',
  oidc: 'OpenID Connect. A person is who the issuer says, by its subject and never by an e-mail address.',
  ldap: 'A directory, searched and then bound to with the password given.',
} as const

interface MethodPanelProps {
  method: SignInMethod
  /** Whether the reader may ask the provider. */
  canTest: boolean
  /** How to set it, for the end of the panel. */
  children?: ReactNode
}

/** One way to sign in: how it is set, whether it works, who uses it. */
export function MethodPanel({ method, canTest, children }: MethodPanelProps) {
  const { method: kind, isEnabled } = method
  const test = useMutation({
    mutationFn: (which: 'oidc' | 'ldap') => api('testSignInMethod', { params: { method: which } }),
  })
  return (
    <Panel id={kind}>
      <PanelHeader
        title={
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate">{method.name}</span>
            {isEnabled ? (
              <Badge tone="ok" icon={<CircleCheck aria-hidden="true" />}>
                On
              </Badge>
            ) : (
              <Badge icon={<CircleDashed aria-hidden="true" />}>Not set</Badge>
            )}
          </span>
        }
        description={DESCRIPTIONS[kind]}
        actions={
          kind !== 'local' &&
          isEnabled &&
          canTest && (
            <Button
              icon={<PlugZap className="size-4" />}
              isPending={test.isPending}
              onClick={() => test.mutate(kind)}
            >
              Test
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-4 p-4">
        {test.data && <CheckResult report={test.data} />}
        {test.error && <ProblemNotice error={test.error} />}
        {method.settings.length > 0 && (
          <KeyValueList
            items={method.settings.map(({ label, value }) => ({
              label,
              value: value === null ? <span className="text-faint">not set</span> : <Mono>{value}</Mono>,
            }))}
          />
        )}
        {method.addresses.map(({ label, value }) => (
          <div key={label} className="flex flex-col gap-1">
            <p className="text-muted">{label}, to register at the provider</p>
            <CopyField text={value} what={label} />
          </div>
        ))}
        {isEnabled && <RecentSignIns method={method} />}
        {children}
      </div>
    </Panel>
  )
}

function Mono({ children }: { children: string }) {
  return <code className="font-mono text-xs wrap-anywhere">{children}</code>
}
