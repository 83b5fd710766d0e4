import { expect, test } from 'vitest'
import { startFailure } from './start-failure.ts'

const failed = (output: string, end = 'ended with exit code 1', code?: string) =>
  startFailure({ executable: '/opt/chrome', output, end, code, temporary: '/tmp' })

/** As browsers, the loader, Ubuntu’s stub and snapd print them. */
const SAID = {
  userNamespacesClosed: `[4056:4056:1128/224512.112233:FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox! If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md.
#0 0x55802f65c6ac base::debug::StackTrace::StackTrace()`,
  helperNotSetuid:
    "[1:1:1128/224512.1:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now.",
  dockersSeccomp:
    'Failed to move to new namespace: PID namespaces supported, Network namespace supported, but failed: errno = Operation not permitted',
  capabilitiesDropped:
    'Check failed: sys_chroot("/proc/self/fdinfo/") == 0\n[1129/104415.7:FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:254] Failed to receive hello message from zygote',
  library:
    '/opt/chrome: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory',
  glibc: "/opt/chrome: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /opt/chrome)",
  stub: "\nCommand '/usr/bin/chromium-browser' requires the chromium snap to be installed.\nPlease install it with:\n\nsnap install chromium\n",
  cgroup: '/user.slice/user-1000.slice/session-1.scope is not a snap cgroup for tag snap.chromium.chromium',
  disk: '[7:7:1128/224512.1:ERROR:process_singleton_posix.cc(340)] Failed to create /tmp/x/SingletonLock: No space left on device (28)',
  shm: '[9:9:1128/224512.1:FATAL:platform_shared_memory_region_posix.cc(219)] Creating shared memory in /dev/shm/.org.chromium.Chromium.cQqL7q failed: Permission denied (13)',
  arm: '/opt/chrome: 1: Syntax error: "(" unexpected',
}

test.each([
  ['userNamespacesClosed', 'no sandbox', 'npm run doctor'],
  ['helperNotSetuid', 'no sandbox', 'npm run doctor'],
  ['dockersSeccomp', 'no sandbox', 'npm run doctor'],
  ['capabilitiesDropped', 'no sandbox', 'npm run doctor'],
  ['library', 'libnss3.so', 'apt-get install'],
  ['glibc', 'GLIBC_2.38', 'apt-get install'],
  ['stub', 'requires the chromium snap to be installed', 'puppeteer browsers install'],
  ['cgroup', 'is not a snap cgroup', 'puppeteer browsers install'],
  ['disk', 'the disk of /tmp', 'TMPDIR'],
  ['shm', 'Permission denied', 'chmod 1777 /dev/shm'],
  ['arm', 'not made for this processor', 'apt-get install'],
] as const)('%s: what a browser said is named with what to do', (name, reason, remedy) => {
  const found = failed(SAID[name])
  expect(found.reason).toContain(reason)
  expect(found.remedy).toContain(remedy)
  // Without a sandbox these would start, and no others.
  expect(found.kind).toBe(reason === 'no sandbox' ? 'sandbox' : 'other')
})

test('a disk that is full before the browser starts is a full disk, and a folder that is closed a closed folder', () => {
  expect(failed('', 'did not start', 'ENOSPC').reason).toContain('is full')
  expect(failed('', 'did not start', 'EROFS')).toMatchObject({
    reason: expect.stringContaining('/tmp'),
    remedy: expect.stringContaining('TMPDIR'),
  })
})

test('what is not known is quoted by its line that says most, without what a log puts in front', () => {
  expect(
    failed(
      '[1:1:1128/1.1:WARNING:dns.cc(48)] No resolv.conf\n[1:1:1128/1.1:FATAL:flux.cc(8)] The flux is gone\n#0 0x5580',
    ).reason,
  ).toBe('it ended with exit code 1 and said “The flux is gone”')
  expect(failed('', 'was ended by SIGSEGV').reason).toBe('it was ended by SIGSEGV and said nothing')
  expect(failed('', 'was ended by SIGKILL').reason).toContain('no room')
})
