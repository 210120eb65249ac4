export type Role = 'admin' | 'viewer'

/** Who acts. `system` is the server's own work: crawls, schedules, start-up. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly role: Role }
  | {
      readonly kind: 'token'
      readonly id: string
      readonly name: string
      readonly role: Role
      /** The user the token belongs to. */
      readonly userId: string
    }
  | { readonly kind: 'system'; readonly id: 'system'; readonly name: 'system' }
  | { readonly kind: 'anonymous'; readonly id: 'anonymous'; readonly name: 'anonymous' }

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'system', name: 'system' }
export const ANONYMOUS_ACTOR: Actor = { kind: 'anonymous', id: 'anonymous', name: 'anonymous' }
