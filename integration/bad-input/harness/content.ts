import { type Pushed, type PushTarget, pushImage } from '@/lib/testing/push'

/** Names that only a comparison by path segment tells apart. */
export const REPOSITORIES = ['team/app', 'team/app/api', 'team-a/x', 'team_a/x', 'teamx', 'team'] as const

/** Pushes the images every test of this room looks at. Answers the one tagged `v1` in `team/app`. */
export async function pushContent(target: Omit<PushTarget, 'repository'>): Promise<Pushed> {
  const first = await pushImage({ ...target, repository: 'team/app' }, { tag: 'v1', layers: ['a', 'b'] })
  await pushImage({ ...target, repository: 'team/app' }, { tag: 'latest', layers: ['a', 'b'] })
  await pushImage({ ...target, repository: 'team/app' }, { tag: 'v2', layers: ['a', 'b', 'c'] })
  for (const repository of REPOSITORIES.slice(1)) {
    await pushImage({ ...target, repository }, { tag: 'v1', layers: ['a', repository] })
  }
  return first
}
