/** Why a browser did not start, in words that go on with “did not start: …; …”. */
export interface StartFailure {
  /** `sandbox`: it would start without one. */
  kind: 'sandbox' | 'other'
  reason: string
  remedy: string
}

/** What is known of a browser that did not start. */
export interface FailedStart {
  executable: string
  /** All that it wrote. */
  output: string
  /** e.g. `ended with exit code 127` */
  end: string
  /** The code of an error before or at its start, e.g. `ENOSPC`. */
  code: string | undefined
  /** Where temporary files are. */
  temporary: string
}

interface Known {
  says: RegExp
  explain(match: RegExpExecArray, failed: FailedStart): Omit<StartFailure, 'kind'>
  kind?: StartFailure['kind']
}

/** Of every Debian; its headless shell is of some. */
const DEBIANS = 'sudo apt-get install chromium'
const ANOTHER = 'name another with PUPPETEER_EXECUTABLE_PATH'

/** In this order, for a browser that ends goes on to complain about other things. */
const KNOWN: readonly Known[] = [
  {
    says: /error while loading shared libraries: ([^\s:]+)/,
    explain: ([, library = '']) => ({
      reason: `this system lacks its library ${library}`,
      remedy:
        `“${DEBIANS}” brings a browser with all that it needs (name it with PUPPETEER_EXECUTABLE_PATH); ` +
        'on Ubuntu “sudo npx puppeteer browsers install chrome-headless-shell --install-deps” brings the libraries',
    }),
  },
  {
    says: /version `([^']+)' not found/,
    explain: ([, version = '']) => ({
      reason: `it is made for a newer system than this one (${version} is missing)`,
      remedy: `use the browser of this system: “${DEBIANS}”, and name it with PUPPETEER_EXECUTABLE_PATH`,
    }),
  },
  {
    says: /requires the \S+ snap to be installed|snap-confine|snapd|\bsnap\.\w+\.\w+|is not a snap cgroup/i,
    explain: (_, { output }) => ({
      reason: `it belongs to a snap, and says “${plainLine(output)}”`,
      remedy:
        'a snap sees little of this computer: use a browser that is none, by ' +
        '“npx puppeteer browsers install chrome-headless-shell”, or Google’s package of Chrome',
    }),
  },
  {
    says: /No space left on device|ENOSPC|disk full/i,
    explain: (_, { temporary }) => ({
      reason: `the disk of ${temporary}, where it keeps its temporary files, is full`,
      remedy: 'free some space there, or name another folder with TMPDIR',
    }),
  },
  {
    says: /No usable sandbox|SUID sandbox|setuid sandbox|Failed to move to new namespace|sys_chroot\(|(?:sandbox|credentials|namespace_sandbox)\w*\.cc\S* .*Operation not permitted/i,
    kind: 'sandbox',
    explain: () => ({
      reason: 'this system lets it make no sandbox',
      remedy: '“npm run doctor” says what would',
    }),
  },
  {
    says: /(?:Creating|Unable to access)[^\n]*shared memory[^\n]*|\/dev\/shm[^\n]*failed[^\n]*/i,
    explain: ([words]) => ({
      reason: `it can’t share memory (“${words}”)`,
      remedy: '“sudo chmod 1777 /dev/shm” mends its usual cause; a container needs “--shm-size=256m”',
    }),
  },
  {
    says: /Missing X server|cannot open display|ozone_platform/i,
    explain: () => ({
      reason: 'it looks for a screen, so it is too old to print without one',
      remedy: `use a newer browser: “${DEBIANS}”, or ${ANOTHER}`,
    }),
  },
  {
    says: /Exec format error|cannot execute binary file|^\S*: \d+: Syntax error/im,
    explain: () => ({
      reason: 'it is not made for this processor, or its file is damaged',
      remedy: `use the browser of this system: “${DEBIANS}”, and name it with PUPPETEER_EXECUTABLE_PATH`,
    }),
  },
]

/** Codes of errors of the system, before there was anything that could have said more. */
const CODES: Record<string, (failed: FailedStart) => Omit<StartFailure, 'kind'>> = {
  EACCES: cannotWrite,
  EPERM: cannotWrite,
  EROFS: cannotWrite,
  ENOENT: ({ executable, temporary }) => ({
    reason: `the folder of temporary files (${temporary}) or what ${executable} is run by is not there`,
    remedy: `name a folder with TMPDIR, or ${ANOTHER}`,
  }),
  ENOMEM: noMemory,
  EAGAIN: noMemory,
}

function cannotWrite({ temporary, code }: FailedStart): Omit<StartFailure, 'kind'> {
  return {
    reason: `it, or a file in ${temporary}, may not be used (${code})`,
    remedy: `name a folder that can be written to with TMPDIR, or ${ANOTHER}`,
  }
}

function noMemory({ code }: FailedStart): Omit<StartFailure, 'kind'> {
  return {
    reason: `this system has no room for another process (${code})`,
    remedy: 'close programs and run this again; a container needs 1 GiB of memory',
  }
}

/** Tells from what a browser said and how it ended why it did not start. */
export function startFailure(failed: FailedStart): StartFailure {
  const { output, end, code } = failed
  for (const { says, explain, kind = 'other' } of KNOWN) {
    const match = says.exec(`${code ?? ''}\n${output}`)
    if (match !== null) return { kind, ...explain(match, failed) }
  }
  const byCode = code === undefined ? undefined : CODES[code]
  if (byCode !== undefined) return { kind: 'other', ...byCode(failed) }
  if (/SIGKILL/.test(end)) return { kind: 'other', ...noMemory({ ...failed, code: 'it was ended by SIGKILL' }) }
  const words = plainLine(output)
  return {
    kind: 'other',
    reason: words === '' ? `it ${end} and said nothing` : `it ${end} and said “${words}”`,
    remedy: `try it on the command line, or ${ANOTHER}`,
  }
}

/** The line that says most: a fatal one, or the first that is no mere notice; without what a log puts in front. */
function plainLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const line =
    lines.find((one) => /:FATAL:|\berror\b|requires|cannot/i.test(one) && !/:(WARNING|INFO|VERBOSE\d*):/.test(one)) ??
    lines.at(-1) ??
    ''
  return line
    .replace(/^\[[^\]]*\]\s*/, '')
    .trim()
    .slice(0, 300)
}
