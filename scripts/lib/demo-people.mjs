/**
 * Who signs in to the demo beside its admin, each with grants on namespaces of the corpus. Their passwords are drawn
 * at the first start and kept with its data; none of them is a default of the product.
 */
export const DEMO_PEOPLE = [
  {
    name: 'owner',
    role: 'member',
    may: 'owns payments: everything there, and its members',
    grants: { owner: ['payments'] },
  },
  {
    name: 'developer',
    role: 'member',
    may: 'pushes to payments, looks at platform',
    grants: { developer: ['payments'], viewer: ['platform'] },
  },
  {
    name: 'approver',
    role: 'member',
    may: 'approves for payments and platform',
    grants: { approver: ['payments', 'platform'] },
  },
  { name: 'auditor', role: 'auditor', may: 'reads everything, the audit log too', grants: {} },
  { name: 'viewer', role: 'member', may: 'looks at everything', grants: { viewer: [''] } },
]

/** Makes their accounts and gives them their grants, unless they are there. */
export async function ensurePeople({ api, secrets }) {
  for (const { name, role, grants } of DEMO_PEOPLE) {
    const body = { name, role, password: secrets.passwords[name] }
    const person = await api('/users', { method: 'POST', body }).catch((error) => {
      if (error.code !== 'name-taken') throw error
    })
    if (person !== undefined) await grantTo(api, person.id, grants)
  }
}

async function grantTo(api, id, grants) {
  for (const [role, paths] of Object.entries(grants)) {
    const scopes = paths.map((path) => ({ registry: path === '' ? null : 'main', path }))
    await api('/grants', { method: 'POST', body: { principals: [{ kind: 'user', id }], scopes, role } })
  }
}
