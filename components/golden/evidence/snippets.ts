/** Ready-made steps that send evidence about exactly the bytes that were pushed. */

export interface SnippetPlace {
  /** Where Assay is, such as `https://assay.example.org`. */
  readonly url: string
  readonly registry: string
  readonly repository: string
}

export const CI_SYSTEMS = [
  { name: 'github', label: 'GitHub Actions' },
  { name: 'gitlab', label: 'GitLab CI' },
  { name: 'jenkins', label: 'Jenkins' },
  { name: 'shell', label: 'Shell' },
] as const

export type CiSystem = (typeof CI_SYSTEMS)[number]['name']

interface Upload {
  readonly type: string
  readonly file: string
}

const TESTS: Upload = { type: 'EVD-001', file: 'junit.xml' }
const SCAN: Upload = { type: 'EVD-002', file: 'trivy.json' }

/** The text for one system. `$DIGEST` is what the push printed; the token comes from the system's secrets. */
export function snippetOf(system: CiSystem, place: SnippetPlace): string {
  if (system === 'github') return githubOf(place)
  if (system === 'gitlab') return gitlabOf(place)
  return system === 'jenkins' ? jenkinsOf(place) : shellOf(place)
}

/** Commands of one upload, for any POSIX shell with curl and jq. */
function commandsOf(place: SnippetPlace, { type, file }: Upload): readonly string[] {
  const subject = `registry: "${place.registry}", repository: "${place.repository}", digest: $digest`
  return [
    `jq -n --arg digest "$DIGEST" --rawfile payload ${file} \\`,
    `  '{subject: {${subject}}, type: "${type}", payload: $payload}' |`,
    `curl --fail-with-body -sS -H "Authorization: Bearer $ASSAY_TOKEN" -H 'Content-Type: application/json' \\`,
    `  --data-binary @- ${place.url}/api/v1/evidence`,
  ]
}

function bothOf(place: SnippetPlace): readonly string[] {
  return [...commandsOf(place, TESTS), ...commandsOf(place, SCAN)]
}

function shellOf(place: SnippetPlace): string {
  return [
    '# DIGEST: what the push printed, such as sha256:…   ASSAY_TOKEN: an API token that may add evidence',
    ...bothOf(place),
    '',
  ].join('\n')
}

function githubOf(place: SnippetPlace): string {
  return [
    '- name: Build and push',
    '  id: push',
    '  uses: docker/build-push-action@v6',
    '  with:',
    '    push: true',
    `    tags: registry.example.org/${place.repository}:\${{ github.ref_name }}`,
    '',
    '- name: Tell Assay what the tests and the scan said',
    '  env:',
    `    DIGEST: \${{ steps.push.outputs.digest }}`,
    `    ASSAY_TOKEN: \${{ secrets.ASSAY_TOKEN }}`,
    '  run: |',
    ...bothOf(place).map(indented(4)),
    '',
  ].join('\n')
}

function gitlabOf(place: SnippetPlace): string {
  return [
    'assay-evidence:',
    '  stage: .post',
    '  image: alpine:3',
    '  needs: [build, test, scan]   # build hands DIGEST on as a dotenv report',
    '  script:',
    '    - apk add --no-cache curl jq',
    '    - |',
    ...bothOf(place).map(indented(6)),
    '',
  ].join('\n')
}

function jenkinsOf(place: SnippetPlace): string {
  return [
    "stage('Evidence') {",
    '  environment {',
    "    ASSAY_TOKEN = credentials('assay-token')",
    '  }',
    '  steps {',
    '    // env.DIGEST was set by the stage that pushed',
    "    sh label: 'Tell Assay', script: '''",
    ...bothOf(place).map(doubled).map(indented(6)),
    "    '''.stripIndent()",
    '  }',
    '}',
    '',
  ].join('\n')
}

/** A backslash inside a Groovy string is written twice, and three quotes would end it. */
function doubled(line: string): string {
  return line.replaceAll('\\', '\\\\')
}

function indented(by: number) {
  return (line: string) => `${' '.repeat(by)}${line}`
}
