import { queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

export type User = Output<'listUsers'>['items'][number]
export type ApiToken = Output<'listTokens'>['items'][number]

export type GrantList = Output<'listGrants'>
export type Grant = GrantList['items'][number]
export type GrantRole = Grant['role']
export type GrantedPerson = GrantList['people'][number]
export type Group = Output<'listGroups'>['items'][number]
export type MemberList = Output<'listMembers'>
export type FoundPrincipal = Output<'findPrincipals'>['items'][number]
export type Allowed = Grant['can']['manage']
export type Explanation = Output<'explainAccess'>

/** A question as it stands in the address of the explain page. */
export interface AccessQuestion {
  readonly actor: string
  readonly action: string
  readonly registry: string
  readonly path: string
}

/** The only home of the query keys of people, groups, grants and API tokens. */
export const accessQueries = {
  users: () =>
    queryOptions({
      queryKey: ['users'],
      queryFn: ({ signal }) => api('listUsers', { signal }),
    }),
  grants: () =>
    queryOptions({
      queryKey: ['grants'],
      queryFn: ({ signal }) => api('listGrants', { signal }),
    }),
  groups: () =>
    queryOptions({
      queryKey: ['groups'],
      queryFn: ({ signal }) => api('listGroups', { signal }),
    }),
  group: (group: string) =>
    queryOptions({
      queryKey: ['groups', group],
      queryFn: ({ signal }) => api('getGroup', { params: { group }, signal }),
    }),
  members: (registry: string, path: string) =>
    queryOptions({
      queryKey: ['members', registry, path],
      queryFn: ({ signal }) => api('listMembers', { params: { registry }, query: { path }, signal }),
    }),
  principals: (q: string) =>
    queryOptions({
      queryKey: ['principals', q],
      queryFn: ({ signal }) => api('findPrincipals', { query: { q }, signal }),
    }),
  explain: ({ actor, action, registry, path }: AccessQuestion) =>
    queryOptions({
      queryKey: ['explain', actor, action, registry, path],
      queryFn: ({ signal }) =>
        api('explainAccess', {
          query: { actor, action, ...(registry !== '' && { registry, path }) },
          signal,
        }),
    }),
  tokens: () =>
    queryOptions({
      queryKey: ['tokens'],
      queryFn: ({ signal }) => api('listTokens', { signal }),
    }),
}
