import { permanentRedirect } from 'next/navigation'
import { ACCESS_PEOPLE } from '@/components/shell/addresses'

/** Where it was before. */
export default function OldPage(): never {
  permanentRedirect(ACCESS_PEOPLE)
}
