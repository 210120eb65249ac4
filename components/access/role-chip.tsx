import { cx } from '@/components/ui/cx'
import { TONE_SOFT, TONE_TEXT, type Tone } from '@/components/ui/tone'
import type { GrantRole } from './queries'

export const GRANT_ROLES: readonly GrantRole[] = ['viewer', 'developer', 'maintainer', 'approver', 'owner']

export const ROLE_MEANING: Record<GrantRole, string> = {
  viewer: 'Browses and pulls.',
  developer: 'Also pushes, and starts a comparison with the registry.',
  maintainer: 'Also deletes, restores, retags and runs retention.',
  approver: 'Browses, pulls and approves.',
  owner: 'Maintains, and decides who is a member.',
}

const TONE: Record<GrantRole, Tone> = {
  viewer: 'neutral',
  developer: 'info',
  maintainer: 'warn',
  approver: 'ok',
  owner: 'gold',
}

interface RoleChipProps {
  role: GrantRole
  /** Given further up or to a group: shown as an outline. */
  isInherited?: boolean
  /** The first letter alone, where several share a cell. */
  isShort?: boolean
  title?: string | undefined
}

/** A role; filled where it is given right here, outlined where it comes from elsewhere. */
export function RoleChip({ role, isInherited = false, isShort = false, title }: RoleChipProps) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 items-center rounded-sm px-1.5 text-xs font-medium whitespace-nowrap',
        isInherited
          ? ['border border-dashed border-line-strong', TONE_TEXT[TONE[role]]].join(' ')
          : TONE_SOFT[TONE[role]],
      )}
    >
      {isShort ? (
        <abbr title={role} className="no-underline">
          {role.charAt(0).toUpperCase()}
        </abbr>
      ) : (
        role
      )}
      {isInherited && <span className="sr-only"> inherited</span>}
    </span>
  )
}
