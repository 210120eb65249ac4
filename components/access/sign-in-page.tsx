'use client'

import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { type Refusal, startSignIn } from '@/lib/api/client/session'
import { RefusalNotice } from './refusal-notice'
import { SignInForm } from './sign-in-form'

interface SignInPageProps {
  /** Where to go afterwards: a page of ours. */
  target: string
  /** The code of a refusal that came by address. */
  initialError: string | null
  /** Names of the provider and the directory; null where there is none. */
  offered: { readonly oidc: string | null; readonly ldap: string | null }
}

/** Every way to sign in that is set: a provider's button, then one form for names of the directory and of ours. */
export function SignInPage({ target, initialError, offered }: SignInPageProps) {
  const { oidc, ldap } = offered
  const [method, setMethod] = useState<'local' | 'ldap'>(ldap === null ? 'local' : 'ldap')
  const first = initialError === null ? null : { code: initialError, retryAfterSeconds: null }

  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-lg font-semibold">Sign in</h1>
      {oidc !== null && (
        <>
          <ProviderButton name={oidc} target={target} />
          <p className="flex items-center gap-3 text-xs text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or with a password
          </p>
        </>
      )}
      {ldap !== null && (
        <SegmentedControl
          label="Account"
          value={method}
          onChange={setMethod}
          className="w-full *:flex-1 *:justify-center *:truncate"
          options={[
            { value: 'ldap', label: <span className="truncate">{ldap}</span>, title: `Your ${ldap} account` },
            { value: 'local', label: 'Assay account', title: 'An account an admin of Assay made' },
          ]}
        />
      )}
      <SignInForm
        key={method}
        method={method}
        target={target}
        initialRefusal={first}
        isSecondary={oidc !== null}
        label={ldap !== null && method === 'ldap' ? `Sign in with ${ldap}` : 'Sign in'}
      />
    </div>
  )
}

function ProviderButton({ name, target }: { name: string; target: string }) {
  const [isPending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const start = async () => {
    setPending(true)
    setRefusal(null)
    const answer = await startSignIn(target)
    if ('url' in answer) return window.location.assign(answer.url)
    setRefusal(answer)
    setPending(false)
  }
  return (
    <>
      {refusal && <RefusalNotice refusal={refusal} />}
      <Button
        variant="primary"
        className="w-full"
        icon={<LogIn className="size-4" />}
        isPending={isPending}
        onClick={start}
      >
        <span className="truncate">Continue with {name}</span>
      </Button>
      <noscript>
        <Notice tone="warn">Signing in by a provider needs JavaScript.</Notice>
      </noscript>
    </>
  )
}
