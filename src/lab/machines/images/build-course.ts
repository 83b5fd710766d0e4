/** What a build is at, and how much of its usual time lies behind it. */
export interface Course {
  /** e.g. `the other packages: unpacking 120 of 177` */
  now: string
  /** 0 to 1. */
  done: number
}

/** The parts of a build in their order, with their shares of its time on a quiet computer. */
const PARTS = {
  lists: { title: 'reading the lists of packages', share: 2 },
  essential: { title: 'packages that everything needs', share: 22 },
  packages: { title: 'the other packages', share: 40 },
  hosts: { title: 'setting up the hosts', share: 8 },
  vm: { title: 'making the disk of the VM', share: 4 },
  pack: { title: 'packing it all', share: 8 },
  fileSystem: { title: 'making the file system', share: 16 },
} as const
type Part = keyof typeof PARTS
const ORDER = Object.keys(PARTS) as Part[]

/** Lines by which a part begins: mmdebstrap’s own, and what the build adds for genext2fs. */
const BEGINNINGS: readonly (readonly [RegExp, Part])[] = [
  [/^I: running apt-get update/, 'lists'],
  [/^I: (downloading packages|extracting archives|installing essential packages)/, 'essential'],
  [/^I: installing remaining packages/, 'packages'],
  [/^I: running --customize-hook .*host\/customize\.sh' /, 'hosts'],
  [/^I: running --customize-hook .*vm\/build\.sh' /, 'vm'],
  [/^I: (cleaning package lists|creating tarball)/, 'pack'],
  [/^making the file system/, 'fileSystem'],
]

const COUNTED = [
  [/^Get:\d+ /, 'fetch'],
  [/^Unpacking /, 'unpack'],
  [/^Setting up /, 'setUp'],
] as const

/** Reads the course of a build from its log, line by line: mmdebstrap’s words with `--verbose`, apt’s and dpkg’s. */
export class BuildCourse {
  #part: Part = 'lists'
  #packages = 0
  /** Apt does these for all packages, some of which it sets up before it unpacks the others. */
  #counts = { fetch: 0, unpack: 0, setUp: 0 }

  read(line: string): void {
    const begun = BEGINNINGS.find(([says]) => says.test(line))?.[1]
    const newly = /, (\d+) newly installed/.exec(line)?.[1]
    if (begun !== undefined) this.#begin(begun)
    else if (newly !== undefined) this.#packages = Number(newly)
    else this.#count(line)
  }

  #begin(part: Part): void {
    if (part === this.#part) return
    this.#part = part
    this.#packages = 0
    this.#counts = { fetch: 0, unpack: 0, setUp: 0 }
  }

  #count(line: string): void {
    const done = COUNTED.find(([says]) => says.test(line))?.[1]
    if (done === undefined || this.#packages === 0) return
    this.#counts[done] = Math.min(this.#packages, this.#counts[done] + 1)
  }

  get course(): Course {
    const before = ORDER.slice(0, ORDER.indexOf(this.#part)).reduce((sum, part) => sum + PARTS[part].share, 0)
    const { fetch, unpack, setUp } = this.#counts
    const m = this.#packages
    // Of three steps each package takes the longest to be unpacked.
    const within = m === 0 ? 0 : (fetch * 0.2 + unpack * 0.45 + setUp * 0.35) / m
    const { title, share } = PARTS[this.#part]
    return { now: m === 0 ? title : `${title}: ${stepOf(this.#counts, m)}`, done: (before + within * share) / 100 }
  }
}

function stepOf({ fetch, unpack, setUp }: Record<'fetch' | 'unpack' | 'setUp', number>, m: number): string {
  if (unpack === m) return `setting up ${setUp} of ${m}`
  if (unpack > 0) return `unpacking ${unpack} of ${m}`
  return fetch < m ? `fetching ${fetch} of ${m}` : `extracting all ${m}`
}

/** What is left at most at the pace so far, in words; nothing before there is a pace to speak of. */
export function leftOf(done: number, elapsedMs: number): string {
  if (done < 0.15) return ''
  const minutes = Math.ceil((elapsedMs * (1 - done)) / done / 60_000)
  return minutes <= 1 ? ', less than a minute left' : `, about ${minutes} minutes left`
}

/** What the log of a build that failed says of a cause that is none of ours; null where it says nothing of the kind. */
export function whyItFailed(log: string, workshop: string): string | null {
  const last = log.split('\n').slice(-200).join('\n')
  if (/No space left on device/.test(last))
    return `the disk of ${workshop}, or of the images, is full (it takes 3 GiB; TMPDIR and XDG_CACHE_HOME move it)`
  if (/Temporary failure resolving|Could not resolve|Network is unreachable|Cannot initiate the connection/.test(last))
    return 'Debian’s packages could not be fetched, since there is no network; they are needed once'
  // The second is mmdebstrap’s word for it.
  if (/newuidmap|uid_map|unable to pick chroot mode|unshare.*(Operation not permitted|not permitted)/.test(last))
    return 'this user may make no user namespace, which building without root takes'
  return null
}
