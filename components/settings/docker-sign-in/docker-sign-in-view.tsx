'use client'

import { useQuery } from '@tanstack/react-query'
import { FailedState } from '@/components/ui/failed-state'
import { Panel } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { ConfigurationPanel } from './configuration-panel'
import { KeysPanel } from './keys-panel'
import { LoginPanel } from './login-panel'
import { dockerSignInQueries } from './queries'
import { RequestsPanel } from './requests-panel'
import { SignInForm } from './sign-in-form'
import { StatePanel } from './state-panel'
import { TrialPanel } from './trial-panel'

/** How people sign in to a registry through Assay: whether, how to set it up, and what came of it. */
export function DockerSignInView({ registry }: { registry: string }) {
  const query = useQuery(dockerSignInQueries.of(registry))
  const { data, error } = query
  if (!data) {
    return (
      <Panel>
        {error ? (
          <FailedState title="Docker sign-in could not be loaded" query={query} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </Panel>
    )
  }
  return (
    <div className="flex flex-col gap-6">
      <StatePanel signIn={data} />
      {data.isEnabled && <ConfigurationPanel signIn={data} />}
      {data.isEnabled && <LoginPanel signIn={data} />}
      {data.isEnabled && <TrialPanel registry={registry} />}
      {data.isEnabled && <RequestsPanel requests={data.requests} />}
      <SignInForm key={`${data.service} ${data.issuer} ${data.trust}`} signIn={data} />
      <KeysPanel signIn={data} />
    </div>
  )
}
