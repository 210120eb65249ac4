import { CLEANUP_POLICIES, CLEANUP_STORAGE, CLEANUP_TRASH } from '../shell/addresses'
import { TabLinks } from '../ui/tab-links'

const ITEMS = [
  { href: CLEANUP_TRASH, label: 'Trash' },
  { href: CLEANUP_POLICIES, label: 'Policies' },
  { href: CLEANUP_STORAGE, label: 'Storage' },
] as const

/** The parts of clean-up. */
export function CleanupTabs() {
  return <TabLinks label="Clean-up" items={ITEMS} />
}
