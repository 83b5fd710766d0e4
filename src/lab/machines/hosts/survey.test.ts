import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { missingPackages, parseSurvey, verdict } from './survey.ts'

/** What survey.sh prints on a machine that is ready for everything, with some facts replaced. */
function surveyWith(facts: Record<string, string> = {}) {
  const text = readFileSync(new URL('given/survey.sh', import.meta.url), 'utf8')
  const names = [...text.matchAll(/^fact (\w+) /gm)].map(([, name = '']) => name)
  const usual: Record<string, string> = {
    os: 'debian',
    osName: 'Debian',
    arch: 'x86_64',
    kernel: '6.1.0',
    cpuModel: 'A',
    extensions: 'svm',
    kvm: 'yes',
    apt: '/usr/bin/apt-get',
    systemd: 'yes',
    sudo: 'yes',
    memoryMiB: '4096',
    freeMiB: '9000',
    interfaces: 'lo ens3',
    addresses: '10.0.0.5',
    virtualization: 'kvm',
  }
  return parseSurvey(names.map((name) => `${name}=${facts[name] ?? usual[name] ?? ''}\n`).join(''))
}
const obstaclesWith = (facts: Record<string, string>) =>
  verdict({ host1: surveyWith(facts), host2: surveyWith() }).obstacles

test('a machine that is ready is not refused', () => {
  expect(obstaclesWith({})).toEqual([])
})

describe('what keeps a host from being used is named, with what to do', () => {
  test.each([
    [{ sudo: '' }, /host1: sudo asks for a password; allow/],
    [{ extensions: '' }, /neither vmx nor svm.*switch on nested virtualization/],
    [{ apt: '' }, /without apt or systemd; use Debian or Ubuntu/],
    [{ arch: 'aarch64' }, /aarch64/],
    [
      { os: 'ubuntu', kernel: '6.8.0-31', tracepoints: 'no', installed: 'linux-tools-common linux-tools-6.8.0-31' },
      /host1: its perf can’t count.*dist-upgrade/,
    ],
    [{ memoryMiB: '900' }, /900 MiB of memory/],
    [{ freeMiB: '10' }, /10 MiB are free in \/var\/tmp/],
    [{ interfaces: 'lo br0' }, /br0 of its own; remove it/],
    [{ routes: 'default 192.168.100.0/24' }, /192\.168\.100\.0\/24.*another address/],
    [{ mounted: 'nas:/vol' }, /nas:\/vol is mounted on \/mnt\/nfs; unmount/],
    [{ share: 'ubuntu.qcow2 notes.txt' }, /holds ubuntu\.qcow2, notes\.txt; move/],
    [{ listening: '22 5500' }, /port 5500 is in use/],
    [{ cpuModel: 'B' }, /host1 has a B and host2 a A.*two equal machines/],
  ])('%j', (facts, sentence) => {
    const found = obstaclesWith(facts)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(sentence)
  })

  test('what an earlier lab left is no obstacle', () => {
    expect(
      obstaclesWith({
        prepared: 'yes',
        interfaces: 'lo br0 lab0',
        mounted: '192.168.100.1:/mnt/nfs',
        share: 'ubuntu.qcow2',
        listening: '4444',
      }),
    ).toEqual([])
  })
})

test('only packages that are missing are installed, perf under its name in the distribution', () => {
  const all = missingPackages(surveyWith())
  expect(all).toContain('linux-perf')
  expect(missingPackages(surveyWith({ os: 'ubuntu', kernel: '6.8.0-1' }))).toContain('linux-tools-6.8.0-1')
  expect(missingPackages(surveyWith({ installed: all.filter((name) => name !== 'fping').join(' ') }))).toEqual([
    'fping',
  ])
  // The two can't be installed together: the one that is there does.
  expect(all).toContain('busybox-static')
  expect(missingPackages(surveyWith({ installed: 'busybox' }))).not.toContain('busybox-static')
})

test('an answer that is not a survey is refused with the name of what is missing', () => {
  expect(() => parseSurvey('os=debian\n')).toThrow(/osName/)
})
