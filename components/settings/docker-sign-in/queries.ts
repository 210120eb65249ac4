import { queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

export type DockerSignIn = Output<'getDockerSignIn'>
export type SigningKey = DockerSignIn['keys'][number]
export type Outcome = DockerSignIn['requests']['byOutcome'][number]['outcome']

const POLL_MS = 10_000

/** The only home of the query key of Docker sign-in. */
export const dockerSignInQueries = {
  all: () => ['docker-sign-in'] as const,
  of: (registry: string) =>
    queryOptions({
      queryKey: [...dockerSignInQueries.all(), registry],
      queryFn: ({ signal }) => api('getDockerSignIn', { params: { registry }, signal }),
      refetchInterval: POLL_MS,
    }),
}
