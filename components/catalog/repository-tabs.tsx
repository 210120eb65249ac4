import { repositoryActivityHref, repositoryHref } from '@/components/shell/addresses'
import { TabLinks } from '../ui/tab-links'

interface RepositoryTabsProps {
  registry: string
  repository: string
}

/** The views of a repository: each a page of its own. */
export function RepositoryTabs({ registry, repository }: RepositoryTabsProps) {
  return (
    <TabLinks
      label="Views of the repository"
      items={[
        { href: repositoryHref(registry, repository), label: 'Tags', isExact: true },
        { href: repositoryActivityHref(registry, repository), label: 'Activity' },
      ]}
    />
  )
}
