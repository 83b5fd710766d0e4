import { z } from 'zod'
import { QMP_PORT, SERIAL_PORT, TOPOLOGY } from '../../../assignment/topology.ts'
import { HOSTS, type HostName } from '../../../data/host-name.ts'
import { UserError } from '../../../errors.ts'
import { type StatedSentence, stated } from '../../../text/stated.ts'
import { namedValues } from '../../tools/named-values.ts'

const words = z.string().transform((text) => text.split(' ').filter((word) => word !== ''))
const yes = z.string().transform((text) => text === 'yes')

/** What survey.sh found on a host. */
export const Survey = z.object({
  os: z.string(),
  osName: z.string(),
  arch: z.string(),
  kernel: z.string(),
  cpuModel: z.string(),
  /** The processor's extension for virtualization, `vmx` or `svm`; empty where it shows none. */
  extensions: z.enum(['vmx', 'svm', '']),
  apt: z.string(),
  systemd: yes,
  sudo: yes,
  memoryMiB: z.coerce.number(),
  freeMiB: z.coerce.number(),
  installed: words,
  /** Whether its perf counts tracepoints; empty where there is no perf. */
  tracepoints: z.enum(['yes', 'no', '']),
  /** Whether an earlier lab left its changes there, and what was before them. */
  prepared: yes,
  interfaces: words,
  routes: words,
  addresses: words,
  /** What is mounted on the folder to share. */
  mounted: z.string(),
  share: words,
  /** TCP ports. */
  listening: words.transform((ports) => ports.map(Number)),
})
export type Survey = z.infer<typeof Survey>

/** Reads what survey.sh printed. @throws Error naming what is missing */
export function parseSurvey(text: string): Survey {
  const survey = Survey.safeParse(Object.fromEntries(namedValues(text)))
  if (survey.success) return survey.data
  throw new Error(`the survey of a host is not what was expected: ${survey.error.issues[0]?.path.join('.')}`, {
    cause: survey.error,
  })
}

/** What both hosts need besides the packages that Tasks 1 and 2 install; in Debian's names. */
const GIVEN_PACKAGES: readonly string[] = [
  'qemu-system-x86',
  'qemu-utils',
  'nfs-kernel-server',
  'nfs-common',
  'net-tools',
  'vim',
  'iperf3',
  'fping',
  'ethtool',
  'telnet',
  'iproute2',
  'iputils-ping',
  'procps',
  'busybox-static',
]
/** Packages that serve as well as one of those and could not stay beside it. */
const INSTEAD: Readonly<Record<string, string>> = { 'busybox-static': 'busybox' }
const perfPackages = ({ os, kernel }: Survey): string[] =>
  os === 'ubuntu' ? ['linux-tools-common', `linux-tools-${kernel}`] : ['linux-perf']

/** All names that a survey asks for, whatever the host is; `$(uname -r)` is for its shell. */
export const SURVEYED_PACKAGES: readonly string[] = [
  ...GIVEN_PACKAGES,
  ...Object.values(INSTEAD),
  'linux-perf',
  'linux-tools-common',
  'linux-tools-$(uname -r)',
]

/** Packages of the host that have to be installed. */
export const missingPackages = (survey: Survey): string[] =>
  [...GIVEN_PACKAGES, ...perfPackages(survey)].filter(
    (name) => ![name, INSTEAD[name]].some((one) => one !== undefined && survey.installed.includes(one)),
  )

/** What is wrong with a perf that counts no tracepoints, and what to do about it. */
export const NO_TRACEPOINTS =
  'its perf can’t count the kernel’s tracepoints; bring the kernel and its tools up to date (sudo apt-get update; sudo apt-get dist-upgrade) and restart it'

/** Modules of the kernel that the lab needs loaded. */
export const modulesOf = ({ extensions }: Survey): string[] => [
  extensions === 'svm' ? 'kvm_amd' : 'kvm_intel',
  'nfsd',
  'tun',
  'vxlan',
]

const NETWORK = TOPOLOGY.host1.replace(/\.\d+$/, '.')
const LEAST_MEMORY_MIB = 2304
const LEAST_DISK_MIB = 1024

/** Why a host can't be used as it is, each with what to do about it; empty where it can. */
function obstacles(name: HostName, s: Survey): string[] {
  const found: [boolean, string][] = [
    [s.arch !== 'x86_64', `its processor is ${s.arch}; the VM of the assignment is an x86_64 machine`],
    [s.apt === '' || !s.systemd, `it runs ${s.osName || 'a system'} without apt or systemd; use Debian or Ubuntu`],
    [!s.sudo, 'sudo asks for a password; allow the account to use it without one for the time of the lab'],
    [
      s.extensions === '',
      'its processor shows neither vmx nor svm, without which -enable-kvm can’t work; switch on nested virtualization where this host is started',
    ],
    // Where it is installed only now, it is looked at afterwards.
    [s.tracepoints === 'no' && perfPackages(s).every((name) => s.installed.includes(name)), NO_TRACEPOINTS],
    [s.memoryMiB < LEAST_MEMORY_MIB, `${s.memoryMiB} MiB of memory are free; ${LEAST_MEMORY_MIB} are needed`],
    [s.freeMiB < LEAST_DISK_MIB, `${s.freeMiB} MiB are free in /var/tmp; ${LEAST_DISK_MIB} are needed`],
  ]
  // What an earlier lab left is taken away before the next one begins.
  if (!s.prepared) {
    const taken = [QMP_PORT, SERIAL_PORT, TOPOLOGY.monitorPort, TOPOLOGY.migrationPort].filter((port) =>
      s.listening.includes(port),
    )
    found.push(
      [
        s.interfaces.includes('br0'),
        'it has an interface br0 of its own; remove it (sudo ip link delete br0) or rename it',
      ],
      [s.interfaces.includes('lab0'), 'it has an interface lab0 of its own; rename it'],
      [
        s.routes.some((route) => route.startsWith(NETWORK)) || s.addresses.some((one) => one.startsWith(NETWORK)),
        `it is in the network ${NETWORK}0/24, which the lab uses; give it another address`,
      ],
      [s.mounted !== '', `${s.mounted} is mounted on /mnt/nfs; unmount it`],
      [
        s.share.length > 0,
        `/mnt/nfs holds ${s.share.join(', ')}; move its files away, so that nothing of yours is overwritten`,
      ],
      [taken.length > 0, `port ${taken.join(' and ')} is in use; end what listens there, e.g. a QEMU of yours`],
    )
  }
  return found.flatMap(([isSo, sentence]) => (isSo ? [`${name}: ${sentence}.`] : []))
}

/** Why the two can't be used together. */
function mismatches(host1: Survey, host2: Survey): string[] {
  return host1.cpuModel === host2.cpuModel
    ? []
    : [
        `host1 has a ${host1.cpuModel} and host2 a ${host2.cpuModel}: with -cpu host the VM may not survive the migration; use two equal machines.`,
      ]
}

/** What the lab would change on a host, in the order in which it does, and how each is undone. */
function changes(name: HostName, s: Survey): StatedSentence[] {
  const missing = missingPackages(s)
  return [
    ...(s.prepared ? [stated('change.earlier')] : []),
    missing.length === 0
      ? stated('change.packages-there')
      : stated('change.packages', { packages: missing.join(', ') }),
    stated('change.newest'),
    stated('change.modules', { modules: modulesOf(s).join(', ') }),
    stated('change.sysctl'),
    stated('change.disk'),
    stated('change.bridge', { address: `${TOPOLOGY[name]}/${TOPOLOGY.prefixLength}` }),
    stated('change.bridge-conf'),
    stated(name === 'host1' ? 'change.share' : 'change.mount'),
    stated('change.qemu'),
  ]
}

/** Everything that keeps the lab from using the hosts, or else what it would change there, host by host. */
export function verdict(surveys: Record<HostName, Survey>): {
  obstacles: string[]
  changes: Record<HostName, StatedSentence[]>
} {
  return {
    obstacles: [
      ...HOSTS.flatMap((name) => obstacles(name, surveys[name])),
      ...mismatches(surveys.host1, surveys.host2),
    ],
    changes: { host1: changes('host1', surveys.host1), host2: changes('host2', surveys.host2) },
  }
}

/** @throws UserError `lab` with everything that keeps the hosts from being used */
export function refuseObstacles(obstacles: readonly string[]): void {
  if (obstacles.length > 0)
    throw new UserError(
      'lab',
      `The hosts can't be used as they are, and nothing was changed there.\n${obstacles.join('\n')}`,
    )
}
