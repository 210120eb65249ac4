'use client'

import { useMutation } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { api } from '@/lib/api/client/api'

/** When one signed in last, and a way to end every session at once. */
export function SessionsPanel({ lastSignInAt }: { lastSignInAt: number | null }) {
  const [isAsking, setAsking] = useState(false)
  const end = useMutation({
    mutationFn: () => api('endMySessions', {}),
    // A fresh page, so that nothing read before stays in memory.
    onSuccess: () => window.location.assign('/sign-in'),
  })
  return (
    <Panel>
      <PanelHeader
        title="Sessions"
        description="Sessions are not kept in a list: all of them end together."
        actions={
          <Button icon={<LogOut className="size-4" />} onClick={() => setAsking(true)}>
            Sign out everywhere
          </Button>
        }
      />
      <div className="p-4">
        <KeyValueList
          items={[{ label: 'Last sign-in', value: <RelativeTime at={lastSignInAt} absent="never" /> }]}
        />
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Sign out everywhere?"
        actionLabel="Sign out everywhere"
        onConfirm={() => end.mutate()}
        isPending={end.isPending}
        error={end.error && <ProblemNotice error={end.error} />}
      >
        <p>
          Every browser you are signed in with is signed out at its next request, this one too. API tokens go
          on working; revoke them one by one.
        </p>
      </ConfirmDialog>
    </Panel>
  )
}
