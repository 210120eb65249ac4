import type { ReactNode } from 'react'
import { repositoryHref } from '@/components/shell/addresses'
import { ByteSize } from '@/components/ui/byte-size'
import { AppLink } from '@/components/ui/link'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { SizeBar } from '@/components/ui/size-bar'
import type { Repository } from './leading'

interface LeadingProps {
  repositories: readonly Repository[]
  /** Whether to say which registry a repository is in. */
  hasSeveralRegistries: boolean
}

/** Where something was built last. Nothing at all while no image has a date. */
export function NewestPanel({ repositories, hasSeveralRegistries }: LeadingProps) {
  return (
    <LeadingPanel
      title="Newest images"
      repositories={repositories}
      hasSeveralRegistries={hasSeveralRegistries}
      figure={(repository) => <RelativeTime at={repository.newestCreatedAt} className="text-muted" />}
    />
  )
}

/** What takes the most room, shared layers counted once within each. */
export function LargestPanel({ repositories, hasSeveralRegistries }: LeadingProps) {
  const max = repositories[0]?.totalBytes ?? 0
  return (
    <LeadingPanel
      title="Largest repositories"
      repositories={repositories}
      hasSeveralRegistries={hasSeveralRegistries}
      figure={(repository) => (
        <>
          <SizeBar value={repository.totalBytes ?? 0} max={max} className="max-sm:hidden" />
          <ByteSize bytes={repository.totalBytes} className="w-16 text-right text-muted" />
        </>
      )}
    />
  )
}

interface LeadingPanelProps extends LeadingProps {
  title: string
  figure: (repository: Repository) => ReactNode
}

function LeadingPanel({ title, repositories, hasSeveralRegistries, figure }: LeadingPanelProps) {
  if (repositories.length === 0) return null
  return (
    <Panel>
      <PanelHeader title={title} />
      <ul className="divide-y divide-line">
        {repositories.map((repository) => (
          <li key={`${repository.registry} ${repository.name}`}>
            <AppLink
              href={repositoryHref(repository.registry, repository.name)}
              className="flex h-9 items-center gap-3 px-4 -outline-offset-2 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">
                {repository.name}
                {hasSeveralRegistries && (
                  <span className="ml-2 text-xs text-faint">{repository.registry}</span>
                )}
              </span>
              {figure(repository)}
            </AppLink>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
