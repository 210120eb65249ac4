import { APPROVERS, DEVELOPERS, doing, LIST, MAINTAINERS, OWNERS, type Policy, READ } from './policy'

/** What only people decide, whatever a token of theirs may. */
const byPerson = (policy: Policy): Policy => ({ ...policy, personOnly: true })

/** Golden lines and their versions. Four eyes are held where the decision is taken, for admins too. */
export const GOLDEN_POLICIES = {
  'line:list': LIST,
  'line:read': READ,
  'golden-policy:read': LIST,
  'candidate:nominate': doing(DEVELOPERS),
  'evidence:add': doing([...DEVELOPERS, ...APPROVERS]),
  'channel:promote': doing(MAINTAINERS),
  'channel:promote-production': doing(APPROVERS),
  'version:approve': byPerson(doing([...APPROVERS, ...OWNERS])),
  'version:revoke': doing([...MAINTAINERS, ...APPROVERS]),
  'version:ask-back': byPerson(doing([...MAINTAINERS, ...APPROVERS])),
  'version:restore': byPerson(doing(APPROVERS)),
  'waiver:request': byPerson(doing([...MAINTAINERS, ...APPROVERS])),
  'waiver:grant': byPerson(doing(APPROVERS)),
  'line:draft': doing(MAINTAINERS),
  'line:publish': doing(OWNERS),
  'golden-policy:publish': doing(OWNERS),
} as const satisfies Record<string, Policy>
