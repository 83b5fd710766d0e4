import type { HostName } from '../../../data/host-name.ts'
import type { Hosts } from '../hosts/host.ts'
import { startVm, type Vm } from './vm.ts'

/** One is booted, the other waits for the VM to come. */
export type Role = 'source' | 'destination'

export interface FleetOptions {
  hosts: Pick<Hosts, HostName>
  /** Where the sockets of its VMs lie. */
  scratch: string
  /** QEMU's arguments. */
  argvOf: (role: Role) => string[]
  /** Told of each QEMU that came up. */
  started?: (vm: Vm, role: Role, startedAt: Date) => void
  signal: AbortSignal
}

/** The QEMUs between which one VM migrates, at most one a host; none outlives the fleet. */
export class Fleet implements AsyncDisposable {
  readonly #vms = new Set<Vm>()
  readonly #options: FleetOptions

  constructor(options: FleetOptions) {
    this.#options = options
  }

  /**
   * Starts a VM and waits until it has booted; the time of that is from QEMU's start.
   * @param argv QEMU's arguments where they are not those of the others
   */
  async boot(name: HostName, argv?: string[]): Promise<{ vm: Vm; bootMs: number }> {
    const vm = await this.#start(name, 'source', argv)
    return { vm, bootMs: await vm.booted(this.#options.signal) }
  }

  /** Starts a QEMU that waits for the VM to come. */
  wait(name: HostName): Promise<Vm> {
    return this.#start(name, 'destination')
  }

  async #start(name: HostName, role: Role, argv?: string[]): Promise<Vm> {
    const { hosts, scratch, argvOf, started, signal } = this.#options
    const startedAt = new Date()
    const vm = await startVm(hosts[name], argv ?? argvOf(role), scratch, signal)
    this.#vms.add(vm)
    started?.(vm, role, startedAt)
    return vm
  }

  async end(vm: Vm): Promise<void> {
    await vm.quit()
    this.#vms.delete(vm)
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#vms].map((vm) => this.end(vm)))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.endAll()
  }
}
