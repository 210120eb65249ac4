import type { Metadata } from 'next'
import { ExplainView } from '@/components/access/explain/explain-view'
import { ACTIONS } from '@/lib/access/rules/actions'
import { can } from '@/lib/access/rules/can'
import { listTokens } from '@/lib/access/use-cases/list-tokens'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Explain access' }

export default async function ExplainPage() {
  const ctx = await pageContext()
  const { actor } = ctx
  const people = can(actor, 'access:explain').allowed
    ? (await listUsers(ctx)).map(({ id, name }) => ({ id, name }))
    : [{ id: actor.id, name: `${actor.name} (you)` }]
  const tokens = can(actor, 'access:explain').allowed
    ? (await listTokens(ctx)).map(({ id, name, ownerName }) => ({
        id,
        name: `${name} (token of ${ownerName})`,
      }))
    : []
  const registries = (await listRegistries(ctx)).map(({ name }) => name)
  return <ExplainView actors={[...people, ...tokens]} actions={ACTIONS} registries={registries} />
}
