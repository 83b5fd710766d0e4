/** What the procedure needs to know of the lab; all of it appears in the commands. */
export interface Topology {
  host1: string
  host2: string
  prefixLength: number
  /** The hosts' network card that leads to the other host. */
  labInterface: string
  /** Addresses of hosts that have no cable of their own for the lab: one is laid through their network. */
  tunnel: { host1: string; host2: string } | null
  vmMac: string
  vmMemory: string
  vmDisk: string
  migrationPort: number
  monitorPort: number
}

export const TOPOLOGY: Topology = {
  host1: '192.168.100.1',
  host2: '192.168.100.2',
  prefixLength: 24,
  labInterface: 'ens3',
  tunnel: null,
  vmMac: '52:54:00:40:C9:01',
  vmMemory: '2G',
  vmDisk: '/mnt/nfs/ubuntu.qcow2',
  migrationPort: 4400,
  monitorPort: 5500,
}

/** Address of the VM, the same wherever it runs: its init gives it. */
export const VM_ADDRESS = '192.168.100.10'

/** Loopback ports inside a host that the lab reaches through ssh. */
export const QMP_PORT = 4444
export const SERIAL_PORT = 4555
