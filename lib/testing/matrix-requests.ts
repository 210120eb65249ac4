import { goldenBody } from './matrix-golden'
import { goldenAfterBody } from './matrix-golden-after'
import type { Target } from './matrix-world'

const PASSWORD = 'a-password-for-tests'
/** Nobody listens there. */
const SILENT = 'http://127.0.0.1:59997'
let counter = 0

/** A body that an endpoint accepts; what it asks for may still be refused. Undefined where it takes none. */
export function endpointBody(name: string, target: Target): unknown {
  counter += 1
  const bodies: Readonly<Record<string, unknown>> = {
    createRegistry: { name: 'other', url: SILENT },
    updateRegistry: {},
    acceptVanished: { missing: 1 },
    rotateHookSecret: {},
    updateDockerSignIn: {},
    tryDockerSignIn: { repository: 'team/app', actions: ['pull'] },
    changePassword: { currentPassword: PASSWORD, newPassword: PASSWORD },
    createUser: { name: `newcomer ${counter}`, role: 'member', password: PASSWORD },
    updateUser: { role: 'member' },
    createToken: { name: 'ci', role: 'viewer', expiresInDays: 1 },
    createWebhook: {
      url: SILENT,
      events: ['tag.created'],
      registry: 'main',
      namespace: target.namespace,
    },
    updateWebhook: {},
    setup: { setupToken: 'x', name: 'eve', password: PASSWORD },
    createGrants: {
      principals: [{ kind: 'user', id: target.user }],
      scopes: [{ registry: 'main', path: target.namespace }],
      role: 'developer',
    },
    updateGrant: { role: 'developer' },
    createGroup: { name: `group ${counter}` },
    updateGroup: { description: 'changed' },
    acceptInvitation: { token: 'x', password: PASSWORD },
    planDeletion: { all: true },
    createDeletion: { all: true },
    deleteRepository: { confirm: 'another name' },
    putTag: { digest: target.digest },
    promoteTag: { digest: target.digest, repository: `${target.namespace}/elsewhere` },
    restoreTrash: {},
    restoreMany: { job: target.job },
    updateTrashPeriod: { days: 7 },
    checkRetentionPolicy: { text: 'rules: []' },
    importRetentionPolicy: { from: 'ecr', text: '{"rules":[]}' },
    createRetentionPolicy: {
      name: `policy ${counter}`,
      registry: 'main',
      path: target.namespace,
      text: 'rules: []',
      reason: 'to see who may',
    },
    updateRetentionPolicy: { ifVersion: 1 },
  }
  return bodies[name] ?? goldenBody(name, target) ?? goldenAfterBody(name, target)
}

/** The query an endpoint needs. */
export function endpointQuery(name: string, target: Target): string {
  const queries: Readonly<Record<string, string>> = {
    deleteRegistry: '?confirm=wrong',
    exportAudit: '?format=json',
    exportGoldenReport: '?format=json',
    search: '?q=a',
    searchGroup: '?q=a',
    listMembers: `?path=${target.namespace}`,
    listEvidence: `?registry=main&repository=${target.repository?.replaceAll('~', '/')}&digest=${target.digest}`,
    explainAccess: `?actor=${target.user}&action=tag:delete`,
  }
  return queries[name] ?? ''
}
