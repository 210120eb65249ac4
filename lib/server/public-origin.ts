import 'server-only'
import { runtime } from './runtime'

/** The origin people reach us by, for addresses that are shown to be copied. */
export function publicOrigin(): string {
  return runtime().settings.publicOrigin
}
