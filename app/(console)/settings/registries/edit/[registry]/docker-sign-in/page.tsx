import type { Metadata } from 'next'
import { DockerSignInView } from '@/components/settings/docker-sign-in/docker-sign-in-view'
import { dockerSignInQueries } from '@/components/settings/docker-sign-in/queries'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentDockerSignIn } from '@/lib/api/presenters/docker-sign-in'
import { getDockerSignIn } from '@/lib/docker-token/use-cases/get-docker-sign-in'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'
import { publicOrigin } from '@/lib/server/public-origin'

interface Props {
  params: Promise<{ registry: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Docker sign-in of ${(await params).registry}` }
}

export default async function DockerSignInPage({ params }: Props) {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'registry:manage')
  if (!decision.allowed) return <AdminsOnly title="Docker sign-in" reason={decision.reason} />

  const { registry } = await parseParams(contracts.getDockerSignIn.params, params)
  const signIn = await orNotFound(getDockerSignIn(ctx, registry))
  const shown = presentDockerSignIn(signIn, {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
    origin: publicOrigin(),
  })
  return (
    <Seed fill={(client) => client.setQueryData(dockerSignInQueries.of(registry).queryKey, shown)}>
      <DockerSignInView registry={registry} />
    </Seed>
  )
}
