/** What a build is at, and how much of its usual time lies behind it. */
export interface Course {
  /** e.g. `unpacking packages, 120 of 243` */
  now: string
  /** 0 to 1. */
  done: number
}

/** The parts of a build in their order, with their shares of its time on a quiet computer. */
const PARTS = {
  lists: { title: 'reading the lists of packages', share: 6 },
  essential: { title: 'unpacking the packages that everything needs', share: 12 },
  fetch: { title: 'fetching packages', share: 8 },
  unpack: { title: 'unpacking packages', share: 26 },
  setUp: { title: 'setting up packages', share: 20 },
  hosts: { title: 'setting up the hosts', share: 13 },
  vm: { title: 'making the disk of the VM', share: 6 },
  pack: { title: 'packing it all', share: 3 },
  fileSystem: { title: 'making the file system', share: 6 },
} as const
type Part = keyof typeof PARTS
const ORDER = Object.keys(PARTS) as Part[]

/** Lines by which a part begins: mmdebstrap’s own, and what the build adds for genext2fs. */
const BEGINNINGS: readonly (readonly [RegExp, Part])[] = [
  [/^I: running apt-get update/, 'lists'],
  [/^I: (downloading packages|extracting archives|installing essential packages)/, 'essential'],
  [/^I: installing remaining packages/, 'fetch'],
  [/^I: running .*host\/customize\.sh' /, 'hosts'],
  [/^I: running .*vm\/build\.sh' /, 'vm'],
  [/^I: (cleaning package lists|creating tarball)/, 'pack'],
  [/^making the file system/, 'fileSystem'],
]

/** Reads the course of a build from its log, line by line: mmdebstrap’s words with `--verbose`, apt’s and dpkg’s. */
export class BuildCourse {
  #part: Part = 'lists'
  #packages = 0
  #count = 0

  read(line: string): void {
    const begun = BEGINNINGS.find(([says]) => says.test(line))?.[1]
    if (begun !== undefined) return this.#begin(begun)
    // Apt does these three for all packages, one after the other.
    if (!['fetch', 'unpack', 'setUp'].includes(this.#part)) return
    const newly = /, (\d+) newly installed/.exec(line)?.[1]
    if (newly !== undefined) this.#packages = Number(newly)
    else if (/^Get:\d+ /.test(line)) this.#count += 1
    else if (/^Unpacking /.test(line)) this.#step('unpack')
    else if (/^Setting up /.test(line)) this.#step('setUp')
  }

  #begin(part: Part): void {
    if (part === this.#part) return
    this.#part = part
    this.#count = 0
  }

  #step(part: Part): void {
    this.#begin(part)
    this.#count += 1
  }

  get course(): Course {
    const { title, share } = PARTS[this.#part]
    const before = ORDER.slice(0, ORDER.indexOf(this.#part)).reduce((sum, part) => sum + PARTS[part].share, 0)
    const counts = ['fetch', 'unpack', 'setUp'].includes(this.#part) && this.#packages > 0
    const within = counts ? Math.min(1, this.#count / this.#packages) : 0
    return {
      now: counts ? `${title}, ${Math.min(this.#count, this.#packages)} of ${this.#packages}` : title,
      done: (before + within * share) / 100,
    }
  }
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
  if (/newuidmap|uid_map|unshare.*(Operation not permitted|not permitted)/.test(last))
    return 'this user may make no user namespace, which building without root takes'
  return null
}
