import {
  ACCESS_EXPLAIN,
  ACCESS_GRANTS,
  ACCESS_GROUPS,
  ACCESS_PEOPLE,
  ACCESS_TOKENS,
  ACTIVITY_TAGS,
  AUDIT,
  GOLDEN_DRIFT,
  GOLDEN_INBOX,
  GOLDEN_POLICIES,
  GOLDEN_REPORT,
  SETTINGS_NEW_REGISTRY,
  SETTINGS_PROFILE,
  SETTINGS_REGISTRIES,
  SETTINGS_SIGN_IN,
  SETTINGS_WEBHOOKS,
} from '@/components/shell/addresses'
import type { Place } from '@/components/shell/viewer'
import { can } from '@/lib/access/rules/can'
import type { Actor } from '@/lib/core/actor'

/** The tabs of Access that are this actor's to read. */
export function accessPlaces(actor: Actor): readonly Place[] {
  return [
    ...(can(actor, 'user:read').allowed ? [{ href: ACCESS_PEOPLE, label: 'People' }] : []),
    ...(can(actor, 'group:read').allowed ? [{ href: ACCESS_GROUPS, label: 'Groups' }] : []),
    ...(can(actor, 'grant:list').allowed ? [{ href: ACCESS_GRANTS, label: 'Grants' }] : []),
    { href: ACCESS_TOKENS, label: 'API tokens' },
    { href: ACCESS_EXPLAIN, label: 'Explain' },
  ]
}

/** The tabs of Settings that are this actor's to read. */
export function settingsPlaces(actor: Actor): readonly Place[] {
  return [
    ...(can(actor, 'registry:list').allowed ? [{ href: SETTINGS_REGISTRIES, label: 'Registries' }] : []),
    ...(can(actor, 'webhook:list').allowed ? [{ href: SETTINGS_WEBHOOKS, label: 'Webhooks' }] : []),
    ...(can(actor, 'sign-in:read').allowed ? [{ href: SETTINGS_SIGN_IN, label: 'Sign-in' }] : []),
    { href: SETTINGS_PROFILE, label: 'Profile' },
  ]
}

/** The tabs of Golden, where they are this actor's to read. */
function goldenPlaces(actor: Actor): readonly Place[] {
  if (!can(actor, 'line:list').allowed) return []
  return [
    { href: GOLDEN_INBOX, label: 'Waiting for me' },
    { href: GOLDEN_DRIFT, label: 'Drift' },
    { href: GOLDEN_POLICIES, label: 'Golden policies' },
    { href: GOLDEN_REPORT, label: 'Report of golden images' },
  ]
}

/** Every page below the main places that the palette leads to, named so that it is understood out of its place. */
export function palettePlaces(actor: Actor): readonly Place[] {
  const within = (area: string) => (place: Place) => ({ ...place, detail: area })
  const changes = [{ href: ACTIVITY_TAGS, label: 'Tag activity', detail: 'Activity' }]
  const denied = [{ href: `${AUDIT}?outcome=denied`, label: 'Denied attempts', detail: 'Audit' }]
  const adding = [{ href: SETTINGS_NEW_REGISTRY, label: 'Add a registry', detail: 'Settings' }]
  return [
    ...(can(actor, 'registry:list').allowed ? changes : []),
    ...goldenPlaces(actor).map(within('Golden')),
    ...accessPlaces(actor).map(within('Access')),
    ...(can(actor, 'audit:read').allowed ? denied : []),
    ...settingsPlaces(actor).map(within('Settings')),
    ...(can(actor, 'registry:manage').allowed ? adding : []),
  ]
}
