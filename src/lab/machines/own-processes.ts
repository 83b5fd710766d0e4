import { TOPOLOGY, VM_ADDRESS } from '../../assignment/topology.ts'

/**
 * What `pgrep -f` and `pkill -f` know the lab's own processes by: a host may be somebody's, with others of those programs
 * on it. From the start of the command line, so that neither sudo nor the shell that asks is meant.
 */
export const OWN_PROCESSES = {
  qemu: `^qemu-system-x86_64 .*mac=${TOPOLOGY.vmMac}`,
  // Ubuntu's perf is a script that goes on as the one of the running kernel, by its full path.
  perf: '^([^ ]*/)?perf (stat -a -I|kvm stat record|record -q -e cpu-clock)',
  iperf3: `^iperf3 .*${VM_ADDRESS.replaceAll('.', String.raw`\.`)}`,
  clients: `^bash -c .*/dev/tcp/${VM_ADDRESS.replaceAll('.', '[.]')}/`,
  probes: `^(iperf3|fping) .*${VM_ADDRESS.replaceAll('.', '[.]')}`,
} as const
