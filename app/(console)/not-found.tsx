import { Compass } from 'lucide-react'
import { OVERVIEW } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <div className="px-4 py-16">
      <EmptyState
        icon={<Compass />}
        title="There is nothing here"
        level={1}
        actions={<ButtonLink href={OVERVIEW}>Go to the overview</ButtonLink>}
      >
        The address is wrong, what it named is gone, or it is not yours to see. Search with Ctrl K to find it
        again.
      </EmptyState>
    </div>
  )
}
