import { ADMIN, AUDIT, DEVELOPERS, doing, LIST, MAINTAINERS, type Policy, READ } from './policy'

/** Registries, repositories, tags and manifests. */
export const CATALOG_POLICIES = {
  'registry:list': LIST,
  'registry:read': LIST,
  'registry:manage': ADMIN,
  'registry:sync': doing(DEVELOPERS),
  'notification:read': AUDIT,
  'notification:manage': ADMIN,
  'namespace:read': LIST,
  'repository:list': LIST,
  'repository:read': READ,
  'repository:pull': READ,
  'repository:push': doing(DEVELOPERS),
  'tag:list': READ,
  'tag:retag': doing(MAINTAINERS),
  'tag:delete': doing(MAINTAINERS),
  'tag:restore': doing(MAINTAINERS),
  'storage:verify': doing(DEVELOPERS),
  'manifest:read': READ,
  'search:run': LIST,
  'retention:read': READ,
  'retention:edit': doing(MAINTAINERS),
  'retention:run': doing(MAINTAINERS),
} as const satisfies Record<string, Policy>
