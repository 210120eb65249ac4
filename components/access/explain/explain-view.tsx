'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX, Scale } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageFrame } from '@/components/shell/page-frame'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { Panel } from '@/components/ui/panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useAddress } from '@/components/ui/use-address'
import { accessQueries, type Explanation } from '../queries'
import { RoleChip } from '../role-chip'
import { type Choice, ExplainForm } from './explain-form'
import { explainState } from './explain-state'

interface ExplainViewProps {
  /** Whom one may ask about: oneself, or everybody and every API token. */
  actors: readonly Choice[]
  actions: readonly string[]
  registries: readonly string[]
}

/** Why somebody may do something or may not: the same decision that lets them pass, with all it rests on. */
export function ExplainView({ actors, actions, registries }: ExplainViewProps) {
  const [question, change] = useAddress(explainState)
  const isAsked = question.actor !== '' && question.action !== ''
  const query = useQuery({
    ...accessQueries.explain(question),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const { data, error, isFetching } = query
  return (
    <PageFrame
      title="Explain access"
      meta="The decision itself, asked without doing anything. Its address can be shared."
    >
      <Panel className="p-4">
        <ExplainForm {...{ actors, actions, registries, question, onChange: change }} />
      </Panel>
      <Panel aria-live="polite" aria-busy={isFetching}>
        {!isAsked && (
          <EmptyState icon={<Scale />} title="Ask who may do what">
            Choose somebody and an action, and where.
          </EmptyState>
        )}
        {isAsked && !data && !error && <SkeletonRows rows={3} />}
        {isAsked && error && <FailedState title="There is no answer" query={query} />}
        {isAsked && data && !error && <Answer explanation={data} />}
      </Panel>
    </PageFrame>
  )
}

function Answer({ explanation }: { explanation: Explanation }) {
  const { allowed, reason, mayKnow, grounds, needs, actor } = explanation
  const Icon = allowed ? CircleCheck : CircleX
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="flex items-center gap-2 text-lg font-semibold">
        <Icon aria-hidden="true" className={allowed ? 'size-5 text-ok' : 'size-5 text-danger'} />
        {actor.name} {allowed ? 'may do this' : 'may not do this'}
      </p>
      {reason && <p className="text-muted">{reason}</p>}
      {!allowed && !mayKnow && (
        <p className="text-muted">The answer to them is “not found”, as if it were not there.</p>
      )}
      {grounds.length > 0 && (
        <Section title={allowed ? 'On these grounds' : 'What would count'}>
          <ul className="flex flex-col gap-1.5">
            {grounds.map((ground, index) => (
              <li
                key={ground.grantId ?? `${ground.text}${index}`}
                className="flex flex-wrap items-center gap-2"
              >
                <GroundText ground={ground} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="What it takes">
        <p className="flex flex-wrap items-center gap-1.5">
          {needs.roles.map((role) => (
            <RoleChip key={role} role={role} isInherited />
          ))}
          {needs.roles.length > 0 && <span className="text-muted">on the scope, or</span>}
          {needs.systemRoles.length > 0
            ? needs.systemRoles.map((role) => <code key={role}>{role}</code>)
            : 'to be signed in'}
          {needs.isPersonOnly && <span className="text-muted">as a person, never by an API token</span>}
        </p>
      </Section>
    </div>
  )
}

function GroundText({ ground }: { ground: Explanation['grounds'][number] }) {
  if (ground.grantId === null) return <span>{ground.text}</span>
  const where = [ground.registry ?? 'every registry', ground.path].filter(Boolean).join('/')
  return (
    <>
      <RoleChip role={roleOf(ground.role)} />
      <span>
        of <code className="font-mono text-xs wrap-anywhere">{where}</code>
        {ground.group && ` through the group ${ground.group}`}
        {ground.of === 'owner' && ', as the owner of the token'}
        {ground.of === 'token' && ', given to the token'}
      </span>
    </>
  )
}

function roleOf(text: string | null) {
  const roles = ['viewer', 'developer', 'maintainer', 'approver', 'owner'] as const
  return roles.find((role) => role === text) ?? 'viewer'
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <h2 className="text-xs text-faint">{title}</h2>
      {children}
    </section>
  )
}
