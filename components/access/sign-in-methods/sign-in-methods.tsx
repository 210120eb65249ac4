'use client'

import { useQuery } from '@tanstack/react-query'
import { PageFrame } from '@/components/shell/page-frame'
import { FailedState } from '@/components/ui/failed-state'
import { KeyValueList } from '@/components/ui/key-value-list'
import { AppLink } from '@/components/ui/link'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { MethodPanel } from './method-panel'
import { type SignInMethods as Methods, signInQueries } from './queries'
import { SnippetPanel } from './snippet-panel'
import { LDAP_SNIPPETS, oidcSnippets } from './snippets'

/** How people sign in: each way, as the environment sets it. */
export function SignInMethods({ canTest }: { canTest: boolean }) {
  const query = useQuery(signInQueries.methods())
  const { data, error } = query
  return (
    <PageFrame
      title="Sign-in"
      width="narrow"
      meta="Set by the environment of the server, so that nobody can change it from a browser."
    >
      {!data && !error && (
        <Panel>
          <SkeletonRows rows={6} />
        </Panel>
      )}
      {!data && error && (
        <Panel>
          <FailedState title="The ways to sign in could not be loaded" query={query} />
        </Panel>
      )}
      {data && <Loaded data={data} canTest={canTest} />}
    </PageFrame>
  )
}

function Loaded({ data, canTest }: { data: Methods; canTest: boolean }) {
  const redirectUri = data.items.find(({ method }) => method === 'oidc')?.addresses[0]?.value ?? ''
  return (
    <>
      {data.items.map((method) => (
        <MethodPanel key={method.method} method={method} canTest={canTest}>
          {method.method !== 'local' && (
            <details open={!method.isEnabled} className="group">
              <summary className="cursor-pointer font-medium">
                {method.isEnabled ? 'How it is set for other products' : 'How to set it'}
              </summary>
              <div className="pt-3">
                <SnippetPanel
                  label="Product"
                  snippets={method.method === 'oidc' ? oidcSnippets(redirectUri) : LDAP_SNIPPETS}
                />
              </div>
            </details>
          )}
        </MethodPanel>
      ))}
      <Panel>
        <PanelHeader title="Groups" description="What membership at a provider gives here." />
        <p className="max-w-prose p-4 text-muted">
          At each sign-in a person’s groups of that provider are replaced, whole. A group gives what it was
          granted here, under{' '}
          <AppLink href="/access/groups" className="underline">
            Access, Groups
          </AppLink>
          ; names are compared letter by letter. What a provider changes is felt at the next sign-in: sign
          somebody out everywhere to have it at once.
        </p>
      </Panel>
      <Panel>
        <PanelHeader
          title="Sessions"
          description="Changed by ASSAY_SESSION_HOURS and ASSAY_SESSION_IDLE_MINUTES."
        />
        <div className="p-4">
          <KeyValueList
            items={[
              { label: 'End after', value: `${data.sessionHours} h, however busy` },
              { label: 'Or after', value: `${data.idleMinutes} min without a request` },
            ]}
          />
        </div>
      </Panel>
    </>
  )
}
