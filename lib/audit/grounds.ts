import 'server-only'
import type { Context } from '@/lib/access/context'

const grounds = new WeakMap<Context, string>()

/** Remembers by what right a context was last let pass, for the events it records. */
export function noteGrounds(ctx: Context, text: string): void {
  grounds.set(ctx, text)
}

/** By what right a context was last let pass; null where nothing was asked. */
export function groundsOf(ctx: Context): string | null {
  return grounds.get(ctx) ?? null
}
