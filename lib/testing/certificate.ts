import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCertificate {
  /** PEM of the private key. */
  readonly key: string
  /** PEM of the self-signed certificate, for 127.0.0.1 and localhost. */
  readonly cert: string
}

/** Makes a self-signed P-256 certificate with the system's openssl. */
export function createCertificate(): TestCertificate {
  const dir = mkdtempSync(join(tmpdir(), 'assay-certificate-'))
  const key = join(dir, 'key.pem')
  const cert = join(dir, 'cert.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const names = ['-subj', '/CN=assay-test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-nodes', '-days', '2', ...names, '-keyout', key, '-out', cert],
      { stdio: 'ignore' },
    )
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
