import { redirect } from 'next/navigation'
import { CLEANUP_TRASH } from '@/components/shell/addresses'

export default function CleanupPage() {
  redirect(CLEANUP_TRASH)
}
