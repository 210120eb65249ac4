import {
  membersHref,
  repositoryActivityHref,
  repositoryGoldenHref,
  repositoryHref,
} from '@/components/shell/addresses'
import { TabLinks } from '../ui/tab-links'

interface RepositoryTabsProps {
  registry: string
  repository: string
  /** Whether the reader may see who may what here. */
  hasMembers?: boolean
}

/** The views of a repository: each a page of its own. */
export function RepositoryTabs({ registry, repository, hasMembers = false }: RepositoryTabsProps) {
  return (
    <TabLinks
      label="Views of the repository"
      items={[
        { href: repositoryHref(registry, repository), label: 'Tags', isExact: true },
        { href: repositoryActivityHref(registry, repository), label: 'Activity' },
        { href: repositoryGoldenHref(registry, repository), label: 'Golden' },
        ...(hasMembers ? [{ href: membersHref(registry, repository), label: 'Members' }] : []),
      ]}
    />
  )
}
