import { ACCESS_TOKENS } from '@/components/shell/addresses'
import { CopyField } from '@/components/ui/copy-field'
import { AppLink } from '@/components/ui/link'
import { Panel, PanelHeader } from '@/components/ui/panel'
import type { DockerSignIn } from './queries'

/** What people type, and what they should know about it. */
export function LoginPanel({ signIn }: { signIn: DockerSignIn }) {
  return (
    <Panel>
      <PanelHeader title="Sign in" description="The same for docker, podman, nerdctl, skopeo and helm." />
      <div className="flex flex-col gap-3 p-4">
        <CopyField text={`docker login ${signIn.registryHost}`} what="command" />
        <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
          <li>
            People use their name and password of Assay. Machines use an{' '}
            <AppLink href={ACCESS_TOKENS} className="underline underline-offset-2">
              API token
            </AppLink>{' '}
            as the password, with any user name. A token is the better choice for people too: docker keeps
            what it is given in a file.
          </li>
          <li>
            A right that is taken away ends for good within 180 s: 120 s of the last token, 60 s that
            registries add.
          </li>
          <li>Who may nothing can still sign in; each image then reads as denied or not there.</li>
          <li>Deleting with such a token goes past Assay’s own checks: it needs the role maintainer.</li>
        </ul>
      </div>
    </Panel>
  )
}
