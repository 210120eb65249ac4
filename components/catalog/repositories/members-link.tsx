'use client'

import { Users } from 'lucide-react'
import { membersHref } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { useAddress } from '@/components/ui/use-address'
import { covers } from '@/lib/core/covers'
import { repositoryFilterState } from './repository-filter'

interface MembersLinkProps {
  registry: string
  /** Below which paths the reader may see the members; '' is all of the registry. */
  paths: readonly string[]
}

/** The way to who may what in the namespace that is looked at, for who may read it. */
export function MembersLink({ registry, paths }: MembersLinkProps) {
  const [{ namespace }] = useAddress(repositoryFilterState)
  const path = namespace ?? ''
  if (!paths.some((one) => covers(one, path))) return null
  return (
    <ButtonLink href={membersHref(registry, path)} icon={<Users className="size-3.5" />}>
      Members
    </ButtonLink>
  )
}
