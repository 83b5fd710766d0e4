import { SERIAL_PORT, TOPOLOGY } from '../../assignment/topology.ts'
import type { HostName } from '../../data/host-name.ts'
import { CommandError } from '../../process.ts'
import { onHost, scratchFolders } from '../../torture/running-lab.ts'
import type { RunningCommand } from './cli.ts'

/** For tests with a real lab: the folder with the sockets and keys of a lab, once its hosts answer. */
export function scratchOf(pid: number | undefined): string {
  const [folder] = scratchFolders(pid ?? 0)
  if (folder === undefined) throw new Error(`the lab ${pid} has no scratch folder`)
  return folder
}

/** Runs a script in a host through the running lab's own connection, and gives what it printed. @throws CommandError */
export async function printedOnHost(scratch: string, host: HostName, script: string): Promise<string> {
  const outcome = await onHost(scratch, host, script, 120_000)
  if (outcome.failure !== null) throw new CommandError(outcome)
  return outcome.stdout.trim()
}

/**
 * A script for the host on which the VM runs, that has a line executed in the VM. The VM's serial line belongs to the lab and
 * takes nobody else, so the line is written to the lab's own connection, out of the process that holds it.
 */
export const inVm = (line: string): string => `
read -r pid fd <<<"$(sudo ss -Htnp state established '( dport = :${SERIAL_PORT} )' | sed -n 's/.*pid=\\([0-9]*\\),fd=\\([0-9]*\\).*/\\1 \\2/p' | head -n 1)"
sudo perl -e '
  my ($open, $get) = (434, 438); # pidfd_open and pidfd_getfd
  my $connection = syscall($get, syscall($open, $ARGV[0] + 0, 0), $ARGV[1] + 0, 0);
  open(my $line, ">&=", $connection) or die "the serial line: $!";
  syswrite($line, "RUN 0 $ARGV[2]\\n") or die "the serial line: $!";
' "$pid" "$fd" '${line}'`

/** Waits for the first migration, then until pages go from one QEMU to the other, and runs a script in a host just then. */
export async function inMidMigration(lab: RunningCommand, host: HostName, script: string): Promise<void> {
  if (!(await lab.until(() => lab.stderr().includes('Migration 1 of 1'))))
    throw new Error(`the lab ended before a migration: ${lab.stderr()}`)
  const scratch = scratchOf(lab.child.pid)
  await printedOnHost(
    scratch,
    'host2',
    `for i in $(seq 600); do ss -Htn state established "( sport = :${TOPOLOGY.migrationPort} )" | grep -q . && exit; sleep 0.1; done; exit 1`,
  )
  await printedOnHost(scratch, host, script)
}
