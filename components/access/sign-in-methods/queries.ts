import { queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

export type SignInMethods = Output<'listSignInMethods'>
export type SignInMethod = SignInMethods['items'][number]
export type CheckReport = Output<'testSignInMethod'>

/** The only home of the query key of the ways to sign in. */
export const signInQueries = {
  methods: () =>
    queryOptions({
      queryKey: ['sign-in-methods'],
      queryFn: ({ signal }) => api('listSignInMethods', { signal }),
    }),
}
