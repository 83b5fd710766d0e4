import { expect, test } from 'vitest'
import { BuildCourse, leftOf, whyItFailed } from './build-course.ts'

function courseOf(...lines: string[]) {
  const course = new BuildCourse()
  for (const line of lines) course.read(line)
  return course.course
}

/** As mmdebstrap 1.3.5 with --verbose, apt and dpkg print them. */
const ESSENTIAL = [
  'I: running apt-get update...',
  'Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]',
  'I: downloading packages with apt...',
  '0 upgraded, 80 newly installed, 0 to remove and 0 not upgraded.',
  'Get:1 http://deb.debian.org/debian bookworm/main amd64 gcc-12-base amd64 12.2.0-14 [37.5 kB]',
  'I: extracting archives...',
  'I: installing essential packages...',
  'Unpacking base-files (12.4+deb12u12) ...',
]
const REST = [
  'I: installing remaining packages inside the chroot...',
  '0 upgraded, 4 newly installed, 0 to remove and 0 not upgraded.',
  'Get:1 http://deb.debian.org/debian bookworm/main amd64 cpio amd64 2.13 [245 kB]',
]

test('a build says what it is at, and of its packages the how manieth', () => {
  expect(courseOf().now).toBe('reading the lists of packages')
  expect(courseOf(...ESSENTIAL).now).toBe('packages that everything needs: unpacking 1 of 80')
  expect(courseOf(...ESSENTIAL, ...REST).now).toBe('the other packages: fetching 1 of 4')
  const early = ['Unpacking cpio (2.13) ...', 'Setting up cpio (2.13) ...', 'Unpacking kmod (30) ...']
  expect(courseOf(...ESSENTIAL, ...REST, ...early).now).toBe('the other packages: unpacking 2 of 4')
  const all = [...early, 'Unpacking sudo (1) ...', 'Unpacking vim (2) ...', 'Setting up kmod (30) ...']
  expect(courseOf(...ESSENTIAL, ...REST, ...all).now).toBe('the other packages: setting up 2 of 4')
  expect(
    courseOf(`I: running --customize-hook in shell: sh -c 'chroot "$1" sh /usr/share/lab/vm/build.sh' exec /tmp/x`).now,
  ).toBe('making the disk of the VM')
})

test('it never goes back, and what is left is told by the pace so far', () => {
  const course = new BuildCourse()
  const lines = [
    ...ESSENTIAL,
    ...REST,
    ...['Unpacking', 'Setting up'].flatMap((does) => [1, 2, 3, 4, 5].map((n) => `${does} package-${n} (1) ...`)),
    `I: running --customize-hook in shell: sh -c 'chroot "$1" sh /usr/share/lab/host/customize.sh' exec /tmp/x`,
    `I: running --customize-hook in shell: sh -c 'chroot "$1" sh /usr/share/lab/vm/build.sh' exec /tmp/x`,
    'I: creating tarball...',
    'making the file system',
  ]
  const done = lines.map((line) => {
    course.read(line)
    return course.course.done
  })
  expect(done).toEqual([...done].sort((a, b) => a - b))
  expect(done.at(-1)).toBeLessThan(1)
  expect(leftOf(0.1, 60_000)).toBe('')
  expect(leftOf(0.25, 60_000)).toBe(', about 3 minutes left')
  expect(leftOf(0.9, 60_000)).toBe(', less than a minute left')
})

test('a build that failed for want of a network or of space says so', () => {
  expect(
    whyItFailed("Err:1 http://deb.debian.org/debian\n  Temporary failure resolving 'deb.debian.org'", '/tmp'),
  ).toMatch('no network')
  expect(
    whyItFailed(
      'dpkg-deb: error: failed to write (No space left on device)\nE: Sub-process returned an error',
      '/var/tmp',
    ),
  ).toMatch('the disk of /var/tmp')
  const closed = 'E: unable to pick chroot mode automatically (use --mode for manual selection)'
  expect(whyItFailed(closed, '/tmp')).toMatch('no user namespace')
  expect(whyItFailed('I: done', '/tmp')).toBeNull()
})

test('a script that is only copied into the system is not taken for its run', () => {
  const copied = "I: running special hook: upload '/home/me/lab/vm/build.sh' /usr/share/lab/vm/build.sh"
  expect(courseOf(...ESSENTIAL, ...REST, copied).now).toMatch(/^the other packages/)
})
