import { z } from 'zod'
import { endpoint } from './endpoint'

const what = z.array(z.string()).meta({
  description:
    '`tags`: tags and what is counted from them; `sync`: state, problems and time of the comparison; `settings`; `progress` of a job; `retention`: policies and their runs; `state`: anything else; `everything`: very many repositories of the registry at once.',
})

/** The data of one `change` event: what is new, never how it is now. */
export const changeShape = z
  .discriminatedUnion('topic', [
    z.object({ topic: z.literal('registries'), what }),
    z.object({ topic: z.literal('registry'), registry: z.string(), what }),
    z.object({ topic: z.literal('repository'), registry: z.string(), repository: z.string(), what }),
    z.object({ topic: z.literal('job'), job: z.string(), what }),
    z.object({ topic: z.literal('webhook'), webhook: z.string(), what }),
  ])
  .meta({ id: 'Change' })

export const changes = endpoint({
  method: 'GET',
  path: '/api/v1/changes',
  summary:
    'Listen for changes as server-sent events: `ready`, then `change` (its data as shown), `reload` (some were missed: read everything again) and `end` (connect anew). Each topic at most twice a second; resumes by `Last-Event-ID` or `after`',
  tag: 'Changes',
  access: 'actor',
  query: z.object({
    after: z
      .string()
      .regex(/^\d{1,15}$/, 'This is not an id of an event.')
      .optional()
      .meta({ description: 'The id of the last event heard, where `Last-Event-ID` cannot be sent' }),
  }),
  status: 200,
  produces: 'text/event-stream',
  output: changeShape,
  problems: ['too-many-streams', 'shutting-down'],
})
