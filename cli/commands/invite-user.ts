import { findUserNamed } from '@/lib/access/use-cases/find-user-named'
import { createInvitation } from '@/lib/access/use-cases/invite-user'
import { presentInvitation } from '@/lib/api/presenters/sign-in'
import { NotFoundError } from '@/lib/core/errors'
import { type Command, EXIT_OK, required } from '../command'

export const inviteUserCommand: Command = {
  words: ['user', 'invite'],
  usage: 'assay user invite --name NAME',
  summary: 'Print a one-time link by which somebody sets a new password',
  options: { name: { type: 'string' } },
  async run({ app, ctx, options, print, note }) {
    const user = await findUserNamed(ctx, required(options, 'name'))
    if (user === undefined) throw new NotFoundError()

    const invitation = await createInvitation(ctx, user.id)
    note(`A link for ${user.name}, shown once, for 72 hours:`)
    print(presentInvitation(invitation, app.settings.publicOrigin).link)
    return EXIT_OK
  },
}
