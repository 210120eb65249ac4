import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, epochMs } from './fields'

const groupShape = z
  .object({
    id: z.string(),
    name: z.string(),
    /** `local`, or the sign-in method that says who is in it. */
    source: z.string(),
    description: z.string(),
    createdAt: epochMs,
    members: z.number().int(),
    grants: z.number().int(),
    can: z.object({ manage: allowed, changeMembers: allowed }),
  })
  .meta({ id: 'Group' })

const groupDetailShape = groupShape
  .extend({
    people: z.array(
      z.object({ id: z.string(), name: z.string(), isDisabled: z.boolean(), addedAt: epochMs }),
    ),
  })
  .meta({ id: 'GroupDetail' })

const groupParams = z.object({
  group: z.string().regex(/^grp_[a-z0-9]{1,60}$/, 'This is not the id of a group.'),
})

/** 1..200 characters without control characters: directories use spaces, commas and slashes in theirs. */
const groupName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{C}]+$/u, 'Control characters are not allowed.')
const description = z
  .string()
  .max(500)
  .regex(/^[^\p{Cc}]*$/u, 'Control characters are not allowed.')
const people = z.array(z.string().regex(/^usr_[a-z0-9]{1,60}$/, 'This is not the id of a person.')).max(1000)

export const listGroups = endpoint({
  method: 'GET',
  path: '/api/v1/groups',
  summary: 'List groups',
  tag: 'Access',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(groupShape), can: z.object({ create: allowed }) }),
  problems: ['forbidden'],
})

export const createGroup = endpoint({
  method: 'POST',
  path: '/api/v1/groups',
  summary: 'Add a group: a local one, or one that a sign-in method will name',
  tag: 'Access',
  access: 'actor',
  body: z.strictObject({
    name: groupName,
    description: description.default(''),
    /** `local`, or the id of a sign-in method. */
    source: z
      .string()
      .regex(/^[a-z0-9][a-z0-9:._-]{0,59}$/, 'Lower-case letters, digits and inner : . _ -')
      .default('local'),
  }),
  status: 201,
  output: groupDetailShape,
  problems: ['forbidden', 'name-taken'],
})

export const getGroup = endpoint({
  method: 'GET',
  path: '/api/v1/groups/{group}',
  summary: 'Show a group and who is in it',
  tag: 'Access',
  access: 'actor',
  params: groupParams,
  status: 200,
  output: groupDetailShape,
  problems: ['forbidden'],
})

export const updateGroup = endpoint({
  method: 'PATCH',
  path: '/api/v1/groups/{group}',
  summary: 'Rename a group, describe it, add and remove people',
  tag: 'Access',
  access: 'actor',
  params: groupParams,
  body: z.strictObject({
    name: groupName.optional(),
    description: description.optional(),
    add: people.optional(),
    remove: people.optional(),
  }),
  status: 200,
  output: groupDetailShape,
  problems: ['forbidden', 'name-taken', 'conflict'],
})

export const deleteGroup = endpoint({
  method: 'DELETE',
  path: '/api/v1/groups/{group}',
  summary: 'Remove a group with every grant it was given',
  tag: 'Access',
  access: 'actor',
  params: groupParams,
  status: 204,
  problems: ['forbidden'],
})
