import { randomBytes } from 'node:crypto'

const draw = (name: string) => `canary${name}${randomBytes(18).toString('hex')}`

/** Secrets drawn for one run. None of them may ever come back in an answer or reach the log. */
export function drawCanaries() {
  return {
    sessionSecret: draw('Session'),
    encryptionKey: randomBytes(32).toString('hex'),
    previousSessionSecret: draw('Before'),
    previousEncryptionKey: randomBytes(32).toString('hex'),
    adminPassword: draw('Admin'),
    viewerPassword: draw('Viewer'),
    databasePassword: draw('Database'),
    /** Typed by somebody, wrongly or into the wrong field. */
    typed: draw('Typed'),
  }
}

export type Canaries = ReturnType<typeof drawCanaries>

/** A private key in PEM whose body is a canary. */
export function canaryKey({ typed }: Canaries): string {
  return `-----BEGIN PRIVATE KEY-----\n${typed}\n-----END PRIVATE KEY-----\n`
}
