import { listPolicies, type ShownPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import { type CommandInput, required, UsageError } from './command'

/** The policy of `--policy`: by its id, or as REGISTRY/NAME. */
export async function policyOf(input: CommandInput): Promise<ShownPolicy> {
  const wanted = required(input.options, 'policy')
  const policies = await listPolicies(input.ctx)
  const found = policies.find(({ id, registry, name }) => [id, `${registry}/${name}`].includes(wanted))
  if (found === undefined) throw new UsageError('--policy: there is no policy of this id or REGISTRY/NAME')
  return found
}

export async function findPolicyNamed(
  { ctx }: CommandInput,
  { registry, name }: { readonly registry: string; readonly name: string },
): Promise<ShownPolicy | undefined> {
  const policies = await listPolicies(ctx)
  return policies.find((policy) => policy.registry === registry && policy.name === name)
}
