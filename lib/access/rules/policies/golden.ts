import { APPROVERS, DEVELOPERS, doing, MAINTAINERS, OWNERS, type Policy } from './policy'

/** Golden lines and their versions. Four eyes are held where the decision is taken, for admins too. */
export const GOLDEN_POLICIES = {
  'candidate:nominate': doing(DEVELOPERS),
  'evidence:add': doing(DEVELOPERS),
  'channel:promote': doing(MAINTAINERS),
  'channel:promote-production': doing(APPROVERS),
  'version:approve': doing([...APPROVERS, ...OWNERS]),
  'version:revoke': doing([...MAINTAINERS, ...APPROVERS]),
  'version:restore': doing(APPROVERS),
  'waiver:grant': doing(APPROVERS),
  'line:draft': doing(MAINTAINERS),
  'line:publish': doing(OWNERS),
  'golden-policy:publish': doing(OWNERS),
} as const satisfies Record<string, Policy>
