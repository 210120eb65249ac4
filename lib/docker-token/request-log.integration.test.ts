import { expect, it } from 'vitest'
import { askedTokenService, basicOf } from '@/lib/testing/asked-token-service'
import { eachDatabase } from '@/lib/testing/database'
import { TOKEN_PASSWORD } from '@/lib/testing/token-world'
import { writeRequests } from './request-log'
import { getDockerSignIn } from './use-cases/get-docker-sign-in'

eachDatabase('asking for a Docker token', (open) => {
  const service = askedTokenService(open)

  it('shows what strangers ask for without what would break a page or a database', async () => {
    await service.get('service=main&scope=repository:a%00b%1b[31m%E2%80%AEc:pull')
    await writeRequests(service.world.ctx)
    const { requests } = await getDockerSignIn(service.world.ctx, 'main')
    expect(requests).toHaveLength(1)
    expect(requests[0]?.asked).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  it('counts what was asked and shows the last of it', async () => {
    await service.world.person('bob', { grants: { team: 'viewer' } })
    await service.get('service=main&scope=repository:team/x:pull', basicOf('bob', TOKEN_PASSWORD))
    await service.get('service=main&scope=repository:team/x:pull,push', basicOf('bob', TOKEN_PASSWORD))
    await service.get('service=main&scope=repository:foreign/x:pull', basicOf('bob', TOKEN_PASSWORD))
    await service.get('service=main', basicOf('bob', TOKEN_PASSWORD))
    await service.get('service=main&scope=repository:team/x:pull')
    await service.get('service=main', basicOf('bob', 'wrong, and long enough'))
    await writeRequests(service.world.ctx)
    const { tallies, requests } = await getDockerSignIn(service.world.ctx, 'main')
    expect(new Map(tallies.map(({ outcome, requests: count }) => [outcome, count]))).toEqual(
      new Map(Object.entries({ granted: 1, reduced: 1, nothing: 1, 'sign-in': 1, anonymous: 1, refused: 1 })),
    )
    expect(requests.at(-1)).toMatchObject({
      actorName: 'bob',
      asked: 'repository:team/x:pull',
      granted: 'repository:team/x:pull',
    })
  })
})
