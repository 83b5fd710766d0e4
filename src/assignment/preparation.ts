import { type HostName, otherHost } from '../data/host-name.ts'
import { say } from '../text/phrase.ts'
import type { Instruction } from './instruction.ts'
import { type StepName, stepPhrases } from './step-phrases.ts'
import type { Topology } from './topology.ts'

type Part = Extract<StepName, `prepare-${string}`> extends `prepare-${infer Name}` ? Name : never

/** What puts a host into the VM's network, before the tasks. */
export function preparation(
  place: HostName,
  { tunnel, labInterface, prefixLength, ...topology }: Topology,
): Instruction[] {
  const instruction = (
    part: Part,
    argv: readonly string[],
    more: Pick<Instruction, 'stdin' | 'course'> = {},
  ): Instruction => ({
    id: `prepare-${place === 'host1' ? 1 : 2}-${part}`,
    task: 'preparation',
    place,
    argv,
    ...stepPhrases(`prepare-${part}`),
    ...more,
  })
  const cable = (ends: Record<HostName, string>) =>
    instruction('cable', [
      ...['sudo', 'ip', 'link', 'add', labInterface, 'mtu', '1500', 'type', 'vxlan', 'id', '4242'],
      ...['local', ends[place], 'remote', ends[otherHost(place)], 'dstport', '4789'],
    ])
  return [
    ...(tunnel === null ? [] : [cable(tunnel)]),
    instruction('bridge', ['sudo', 'ip', 'link', 'add', 'br0', 'type', 'bridge']),
    instruction('port', ['sudo', 'ip', 'link', 'set', labInterface, 'up', 'master', 'br0']),
    instruction('address', ['sudo', 'ip', 'addr', 'add', `${topology[place]}/${prefixLength}`, 'dev', 'br0']),
    instruction('up', ['sudo', 'ip', 'link', 'set', 'br0', 'up']),
    instruction('bridge-conf', ['sudo', 'tee', '/etc/qemu/bridge.conf'], {
      stdin: 'allow br0\n',
      course: {
        text: 'edit /etc/qemu/bridge.conf: allow br0',
        difference: say('step.prepare-bridge-conf.difference'),
      },
    }),
  ]
}
