/** The releases of Debian that are tried. */
export type Suite = 'bullseye' | 'bookworm' | 'trixie' | 'testing'

/** Whoever types the commands: with `sudo` that asks for no password, without it, or root. */
export type Account = 'student' | 'student with sudo' | 'root'

/** What `npm run report` is expected to do. */
export type ReportExpectation =
  /** `bytes: 'same'`: those that the computer before it printed. `says`: a line among others. */
  | { printed: true; bytes?: 'same'; says?: RegExp }
  /**
   * `foretold`: the check of `npm run doctor` that has said so. `remedy`: whose command is executed by root then, after which
   * the report is expected to be printed.
   */
  | { printed: false; exitCode: number; says: RegExp; foretold: string; remedy?: 'report' | 'doctor' }

/** A computer that is tried: a system, what is changed about it, and what is to be seen there. */
export interface Computer {
  /** As `--only` takes it. */
  name: string
  /** What it is, in a few words. */
  what: string
  /** A system of nothing but Debian’s packages, Node and npm among them, or another computer as its report left it. */
  from: { suite: Suite } | { after: string }
  account?: Account
  /** Executed by root once, with a network. */
  install?: string
  /** Executed by root at each start: mounts and the like. */
  prepare?: string
  /** Where the project lies. */
  project?: string
  /** The user’s home folder. */
  home?: string
  /** In front of the search path. */
  path?: string
  env?: Readonly<Record<string, string>>
  network?: false
  userNamespaces?: false
  /** Options of the file system in memory at `/tmp`, and at `/dev/shm`. */
  tmp?: string
  shm?: string
  /** Checks of `npm run doctor` that are not ok, beside those of programs that the lab alone wants. */
  doctor: readonly string[]
  report: ReportExpectation
}

export const STUDENT_HOME = '/home/student'
export const PROJECT = `${STUDENT_HOME}/migration-lab`
