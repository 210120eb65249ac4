import type { AttestationCheck } from './check'
import { signature } from './signature'
import { provenance, sbom, sourceMatch, vex } from './statements'

/** Every check of what is attached to a digest, in the order of their ids. */
export const ATTESTATION_CHECKS: readonly AttestationCheck[] = [signature, sbom, provenance, sourceMatch, vex]
