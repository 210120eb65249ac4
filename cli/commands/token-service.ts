import { readTrust } from '@/lib/docker-token/use-cases/read-trust'
import { updateDockerSignIn } from '@/lib/docker-token/use-cases/update-docker-sign-in'
import { type Command, EXIT_OK, required } from '../command'

export const tokenBundleCommand: Command = {
  words: ['token-service', 'bundle'],
  usage: 'assay token-service bundle > assay-token.pem',
  summary: 'Print the certificates registries have to trust (auth.token.rootcertbundle)',
  options: {},
  async run({ ctx, print }) {
    print((await readTrust(ctx)).bundle.trimEnd())
    return EXIT_OK
  },
}

export const tokenJwksCommand: Command = {
  words: ['token-service', 'jwks'],
  usage: 'assay token-service jwks > assay-token.jwks.json',
  summary: 'Print the same keys for distribution 3.x (auth.token.jwks)',
  options: {},
  async run({ ctx, print }) {
    print(JSON.stringify((await readTrust(ctx)).jwks, null, 2))
    return EXIT_OK
  },
}

export const tokenEnableCommand: Command = {
  words: ['token-service', 'enable'],
  usage: 'assay token-service enable --registry NAME',
  summary: 'Let people sign in to a registry with docker login by the grants of Assay',
  options: { registry: { type: 'string' } },
  async run({ app, ctx, options, note }) {
    const { service } = await updateDockerSignIn(ctx, required(options, 'registry'), { isEnabled: true })
    note(`Docker sign-in is on: service ${service.service}, realm ${app.settings.publicOrigin}/api/token`)
    return EXIT_OK
  },
}
