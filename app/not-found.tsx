import { Compass } from 'lucide-react'
import { OVERVIEW } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={<Compass />}
        title="There is nothing here"
        level={1}
        actions={<ButtonLink href={OVERVIEW}>Go to Assay</ButtonLink>}
      >
        The address is wrong, or what it named is gone.
      </EmptyState>
    </main>
  )
}
