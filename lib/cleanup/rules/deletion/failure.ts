import { isOurs, isRegistryWide } from '@/lib/connections/rules/failures'

/** Whether a failure met at one tag would be met at every other one too. */
export function endsDeletion(code: string): boolean {
  return isRegistryWide(code) || isOurs(code) || code === 'upstream-denied'
}
