import { Badge } from '../../ui/badge'
import { KeyValueList } from '../../ui/key-value-list'
import { Panel, PanelHeader } from '../../ui/panel'
import type { Catalogue } from '../queries'
import { counted } from '../words'
import { paramLabel } from './param-labels'
import type { PolicyDraft, Requirement } from './policy-draft'

interface PolicySummaryProps {
  document: PolicyDraft
  catalogue: Catalogue['items']
}

/** What one version of a policy asks, to read. */
export function PolicySummary({ document, catalogue }: PolicySummaryProps) {
  const { requirements, approvalsMin, approverGroups, validityDays, graceDays, waiverDaysMax, platforms } =
    document
  return (
    <>
      <Panel>
        <PanelHeader title="Approval and time" />
        <KeyValueList
          className="p-4"
          items={[
            {
              label: 'Approvals',
              value: `${counted(approvalsMin, ['person', 'people'])}${approverGroups.length > 0 ? ` of ${approverGroups.join(' or ')}` : ''}`,
            },
            {
              label: 'Golden for',
              value: validityDays === null ? 'until it is revoked' : counted(validityDays, ['day', 'days']),
            },
            { label: 'Grace', value: counted(graceDays, ['day', 'days']) },
            {
              label: 'Waivers',
              value: waiverDaysMax === 0 ? 'none' : `at most ${counted(waiverDaysMax, ['day', 'days'])}`,
            },
            { label: 'Platforms', value: platforms.length === 0 ? 'any' : platforms.join(', ') },
          ]}
        />
      </Panel>
      <Panel>
        <PanelHeader
          title="Requirements"
          description={`${requirements.filter(({ level }) => level === 'block').length} block, ${requirements.filter(({ level }) => level === 'warn').length} advise.`}
        />
        <ul>
          {requirements.map((requirement) => (
            <RequirementLine
              key={requirement.id}
              requirement={requirement}
              title={catalogue.find(({ ref }) => ref === requirement.ref)?.title ?? requirement.ref}
            />
          ))}
        </ul>
        {requirements.length === 0 && <p className="px-4 py-3 text-muted">It asks for nothing.</p>}
      </Panel>
    </>
  )
}

const KINDS = { check: 'automatic', evidence: 'evidence', manual: 'by hand' } as const

function RequirementLine({ requirement, title }: { requirement: Requirement; title: string }) {
  const { kind, ref, params, level, maxAgeDays, isWaivable } = requirement
  const facts = [
    KINDS[kind],
    ...Object.entries(params).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : String(value)
      return text === '' ? [] : [`${paramLabel(name)}: ${text}`]
    }),
    ...(maxAgeDays === null ? [] : [`stale after ${counted(maxAgeDays, ['day', 'days'])}`]),
    ...(isWaivable || level === 'warn' ? [] : ['never waived']),
  ]
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 last:border-b-0">
      <Badge tone={level === 'block' ? 'danger' : 'neutral'} className="w-16 justify-center">
        {level === 'block' ? 'blocks' : 'advises'}
      </Badge>
      <span className="min-w-0 flex-1 basis-60">
        <span className="font-medium wrap-anywhere">{title}</span>
        <span className="block text-xs wrap-anywhere text-muted">{facts.join(' · ')}</span>
      </span>
      {kind !== 'manual' && <code className="font-mono text-2xs text-faint">{ref}</code>}
    </li>
  )
}
