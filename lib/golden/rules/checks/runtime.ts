import { MEDIA_TYPE } from '@/lib/oci/media-type'
import {
  type Check,
  fail,
  few,
  notApplicable,
  ofEveryConfig,
  ofEveryImage,
  pass,
  unknown,
  warn,
} from './check'

export const healthcheck: Check = {
  id: 'IMG-003',
  name: 'healthcheck',
  title: 'Says how to tell that it is healthy',
  explanation:
    'Docker can restart what no longer answers only when the image says how to ask. Kubernetes ignores it.',
  remedy: 'Add a HEALTHCHECK instruction, or leave this check out where only Kubernetes runs the image.',
  sources: ['CIS 4.6', 'CIS-DI-0006', 'DL3057'],
  severity: 'low',
  defaults: {},
  run: ofEveryImage(({ manifest, config }) => {
    if (manifest.config.mediaType !== MEDIA_TYPE.dockerConfig) {
      return notApplicable('The OCI image config has no such field.')
    }
    if (config === null) return unknown('The config could not be read.')
    const [kind] = config.healthcheck
    return kind === undefined || kind === 'NONE' ? fail('There is no health check.') : pass('There is one.')
  }),
}

const SENSITIVE = /^\/(?:dev|proc|sys)(?:\/|$)/

export const sensitiveVolume: Check = {
  id: 'IMG-010',
  name: 'sensitive-volume',
  title: 'Declares no volume over the system',
  explanation: 'A volume at /dev, /proc or /sys invites mounting the host’s own there.',
  remedy: 'Remove the VOLUME instruction.',
  sources: ['DKL-DI-0002'],
  severity: 'high',
  defaults: {},
  run: ofEveryConfig(({ volumes }) => {
    const found = volumes.filter((volume) => SENSITIVE.test(volume))
    return found.length > 0 ? fail(`It declares ${few(found)}.`) : pass('It declares none.')
  }),
}

const isShellForm = (command: readonly string[]) =>
  command.length >= 2 && /^\/bin\/(?:ba|a|da)?sh$/.test(command[0] ?? '') && command[1] === '-c'

export const execForm: Check = {
  id: 'IMG-017',
  name: 'exec-form',
  title: 'Starts its program without a shell between',
  explanation: 'A shell in between swallows signals, so that stopping takes until it is killed.',
  remedy: 'Write ENTRYPOINT and CMD as JSON arrays.',
  sources: ['DL3025'],
  severity: 'low',
  defaults: {},
  run: ofEveryConfig(({ entrypoint, cmd }) => {
    if (entrypoint.length + cmd.length === 0) return notApplicable('It starts nothing by itself.')
    return isShellForm(entrypoint) || (entrypoint.length === 0 && isShellForm(cmd))
      ? fail('It is started through a shell.')
      : pass('It is started directly.')
  }),
}

const SSH_PORT = 22
const PRIVILEGED_BELOW = 1024

export const ports: Check = {
  id: 'IMG-018',
  name: 'ports',
  title: 'Exposes no remote shell and no privileged port',
  explanation: 'SSH in an image is a second way in; ports below 1024 need privileges to listen on.',
  remedy: 'Remove the SSH server; listen above 1023 and map the port outside.',
  sources: ['CIS 5'],
  severity: 'low',
  defaults: {},
  run: ofEveryConfig(({ exposedPorts }) => {
    const numbers = exposedPorts.map((port) => Number.parseInt(port, 10)).filter(Number.isInteger)
    if (numbers.includes(SSH_PORT)) return fail('It exposes port 22.')
    const privileged = numbers.filter((port) => port < PRIVILEGED_BELOW)
    return privileged.length > 0
      ? warn(`It exposes ${few(privileged.map(String))}.`)
      : pass(numbers.length === 0 ? 'It exposes no port.' : `It exposes ${few(numbers.map(String))}.`)
  }),
}
