import { TOPOLOGY } from '../../../assignment/topology.ts'
import { HOSTS, type HostName } from '../../../data/host-name.ts'
import type { Running } from '../../../process.ts'
import { pause } from '../../tools/clock.ts'
import { type Ending, endingOf } from '../ending.ts'
import { HostError } from '../host-error.ts'
import { type SshAccess, sshOptions } from './given.ts'
import { assignments, guardianOn, lastWords, OWN, scriptOf } from './given-scripts.ts'
import { type Host, type Hosts, multiplex, sshHost } from './host.ts'
import { mutualAddresses } from './mutual-addresses.ts'
import { missingPackages, modulesOf, NO_TRACEPOINTS, parseSurvey, SURVEYED_PACKAGES, type Survey } from './survey.ts'

/** Where commands run on a host of the user's, so that no file of the account is in their way. */
const WORK_FOLDER = '/var/tmp/migration-lab'
const INSTALL_LIMIT_MS = 20 * 60_000
/** Where the cable ends on each host; their own network cards are left alone. */
const CABLE = 'lab0'

/** Two hosts of the user's, connected and looked at, and not changed. */
export class GivenHosts implements AsyncDisposable {
  readonly host1: Host
  readonly host2: Host
  readonly #connections: Running[] = []
  #gone: Ending | undefined

  private constructor({ destinations, sshConfig }: SshAccess, folder: string) {
    const host = (name: HostName) =>
      sshHost(name, TOPOLOGY[name], folder, sshOptions(name, sshConfig), destinations[name], WORK_FOLDER)
    this.host1 = host('host1')
    this.host2 = host('host2')
  }

  /**
   * Opens a connection to each; keys, names and jumps are those of the user's ssh, which asks for nothing.
   * @param folder for the connections' sockets
   * @throws HostError in ssh's own words
   */
  static async connect(given: SshAccess, folder: string, signal: AbortSignal): Promise<GivenHosts> {
    const hosts = new GivenHosts(given, folder)
    try {
      for (const name of HOSTS) {
        const answer = await hosts[name].exec(['true'], { timeoutMs: 30_000, signal })
        signal.throwIfAborted()
        if (answer.failure !== null) {
          throw new HostError(
            [name],
            `${name} can't be reached: “ssh ${given.destinations[name]}” says: ${lastWords(answer)}. ` +
              'Connect once by hand, so that ssh knows the host’s key and needs no password.',
          )
        }
        await multiplex(
          name,
          folder,
          sshOptions(name, given.sshConfig),
          given.destinations[name],
          hosts.#connections,
          () => false,
          signal,
        )
        void hosts.#connections.at(-1)?.then((end) => {
          hosts.#gone ??= endingOf(name, end, () => `the ssh connection to ${name} has ended`)
        })
      }
      return hosts
    } catch (error) {
      await hosts[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Looks at both, and changes nothing. */
  async survey(signal: AbortSignal): Promise<Record<HostName, Survey>> {
    const look = async (name: HostName): Promise<Survey> => {
      const outcome = await this[name].script(`LAB_PACKAGES="${SURVEYED_PACKAGES.join(' ')}"\n${scriptOf('survey')}`, {
        timeoutMs: 60_000,
        signal,
      })
      signal.throwIfAborted()
      return parseSurvey(outcome.stdout)
    }
    const [host1, host2] = await Promise.all([look('host1'), look('host2')])
    return { host1, host2 }
  }

  /**
   * Makes of both what the lab's own hosts are, after keeping what was there before.
   * @param vmSystem the VM's disk on this computer
   * @throws HostError naming host and step
   */
  async prepare(surveys: Record<HostName, Survey>, vmSystem: string, signal: AbortSignal): Promise<Hosts> {
    await this.restore('keep', signal)
    const tunnel = await mutualAddresses(this.host1, surveys, signal)
    await Promise.all(
      HOSTS.map(async (name) => {
        const host = this[name]
        await this.#asRoot(name, 'keeping what was there before', scriptOf('save'), signal)
        await this.#asRoot(
          name,
          'preparing it',
          assignments({
            LAB_HOST: name,
            LAB_MISSING: missingPackages(surveys[name]).join(' '),
            LAB_MODULES: modulesOf(surveys[name]).join(' '),
            LAB_NO_TRACEPOINTS: NO_TRACEPOINTS,
          }) +
            scriptOf('added-packages') +
            scriptOf('prepare'),
          signal,
        )
        const copied = await host.exec(['sudo', 'sh', '-c', 'cat >/usr/share/lab/vm-system.qcow2'], {
          stdinFile: vmSystem,
          timeoutMs: INSTALL_LIMIT_MS,
          signal,
        })
        signal.throwIfAborted()
        if (copied.failure !== null)
          throw new HostError([name], `${name}: the VM’s disk could not be copied: ${lastWords(copied)}.`)
        this.#connections.push(guardianOn(host))
      }),
    )
    return {
      host1: this.host1,
      host2: this.host2,
      argv: null,
      qemu: null,
      kill: null,
      failure: () => this.#gone,
      topology: { ...TOPOLOGY, labInterface: CABLE, tunnel },
      // The connections are needed for undoing, too: whoever made them closes them.
      [Symbol.asyncDispose]: async () => undefined,
    }
  }

  /**
   * Puts both back into the state before the first lab; nothing happens where there was none.
   * @param packages whether those that were installed for the lab go, too, and with them all memory of the state before
   * @throws HostError naming host and what could not be undone
   */
  async restore(packages: 'keep' | 'purge', signal?: AbortSignal): Promise<void> {
    // host2 first: it has the share of host1 mounted.
    for (const name of [...HOSTS].reverse()) {
      await this.#asRoot(
        name,
        'undoing the changes',
        assignments({ ...OWN, LAB_PACKAGES: packages }) + scriptOf('added-packages') + scriptOf('restore'),
        signal,
      )
    }
  }

  async #asRoot(name: HostName, what: string, script: string, signal?: AbortSignal): Promise<void> {
    const outcome = await this[name].exec(['sudo', 'bash', '-s'], {
      stdin: script,
      timeoutMs: INSTALL_LIMIT_MS,
      ...(signal ? { signal } : {}),
    })
    signal?.throwIfAborted()
    if (outcome.failure !== null) throw new HostError([name], `${name}, ${what}: ${lastWords(outcome)}.`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#connections.reverse()) {
      connection.stdin?.end()
      await Promise.race([connection, pause(1000)])
      connection.kill('SIGTERM')
    }
    await Promise.allSettled(this.#connections)
  }
}
