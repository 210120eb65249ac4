import { TOKEN_PATH } from './paths'

export interface ConfigurationFacts {
  /** The public origin of Assay. */
  readonly origin: string
  readonly service: string
  readonly issuer: string
}

export interface RegistryConfiguration {
  readonly title: string
  /** Which way of trusting it goes with. */
  readonly trust: 'certificates' | 'jwks'
  /** What fetches the file the configuration names. */
  readonly fetch: string
  readonly yaml: string
}

const BUNDLE_FILE = '/etc/docker/registry/assay-token.pem'
const JWKS_FILE = '/etc/distribution/assay-token.jwks.json'

/** The `auth:` part of a registry's configuration, for each version and way of trusting our key. */
export function registryConfigurations(facts: ConfigurationFacts): readonly RegistryConfiguration[] {
  const fetchBundle = `curl -fsS ${facts.origin}${TOKEN_PATH}/bundle -o ${BUNDLE_FILE}`
  return [
    {
      title: 'Distribution 2.x (docker-registry, registry:2)',
      trust: 'certificates',
      fetch: fetchBundle,
      yaml: yamlOf(facts, [`rootcertbundle: ${BUNDLE_FILE}`]),
    },
    {
      title: 'Distribution 3.x (registry:3)',
      trust: 'certificates',
      fetch: fetchBundle,
      yaml: yamlOf(facts, [`rootcertbundle: ${BUNDLE_FILE}`, 'signingalgorithms:', '  - ES256']),
    },
    {
      title: 'Distribution 3.x with a JWKS file',
      trust: 'jwks',
      fetch: `curl -fsS ${facts.origin}${TOKEN_PATH}/keys -o ${JWKS_FILE}`,
      yaml: yamlOf(facts, [`jwks: ${JWKS_FILE}`, 'signingalgorithms:', '  - ES256']),
    },
  ]
}

function yamlOf({ origin, service, issuer }: ConfigurationFacts, trust: readonly string[]): string {
  // Quoted: a service that is called 5000 or true has to stay a text.
  const lines = [`realm: "${origin}${TOKEN_PATH}"`, `service: "${service}"`, `issuer: "${issuer}"`, ...trust]
  return ['auth:', '  token:', ...lines.map((line) => `    ${line}`)].join('\n')
}
