import { findItem } from './catalogue'

/** What a requirement asks, for people: the title of the catalogue, or the text of an item of the policy's own. */
export function requirementTitle({ ref }: { readonly ref: string }): string {
  return findItem(ref)?.title ?? ref
}
