import { permanentRedirect } from 'next/navigation'
import { ACCESS_TOKENS } from '@/components/shell/addresses'

/** Where it was before. */
export default function OldPage(): never {
  permanentRedirect(ACCESS_TOKENS)
}
