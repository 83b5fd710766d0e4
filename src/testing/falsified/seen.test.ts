import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { EXPERIMENTS } from '../../experiments/catalogue.ts'
import { analyse } from '../../findings/analyse.ts'
import { project } from '../../project.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { earlierRun } from '../earlier-run.ts'
import { readSections } from '../section-text.ts'
import { syntheticRun } from '../synthetic/run.ts'
import { equal } from './arms.ts'
import { both } from './falsify.ts'
import { silentStream } from './migrations.ts'
import {
  directionsAlike,
  exitsAlike,
  exitsOfOneProgram,
  muchOwnCode,
  nothingRetransmitted,
  noZeroPages,
  settingsAlike,
  steadyStream,
  translatedOnly,
} from './seen.ts'

const earlier = earlierRun()

/** Sentences by the end of their id: what is seen of a run without being asked for. */
function seenIn(run: LoadedRun): Record<string, string> {
  const analysis = analyse(run)
  const found = EXPERIMENTS.flatMap((experiment) => analysis[experiment].findings).filter(
    ({ strength }) => strength !== undefined,
  )
  return Object.fromEntries(found.map(({ id, sentence }) => [id, spoken(sentence, ENGLISH).replaceAll('\u00a0', ' ')]))
}

describe('a run of an earlier version', () => {
  const seen = seenIn(earlier)

  it.each([
    [
      'C.seen.direction',
      /with virtio-net-pci 3\.36× to 51\.7× as much in single boots.*to claim a factor .*; 9\.38× as much with e1000.*more exits, 10\.3× with e1000.*unexplained/,
    ],
    [
      'C.seen.scattered',
      /from the VM to the host with virtio-net-pci 10\.1 Mbit\/s to 190 Mbit\/s, the most 18\.8× the least/,
    ],
    ['C.seen.retransmits.to-vm', /0 to 186 segments.*e1000, 0 to 1 with virtio/],
    ['D.seen.silence', /5 of 5 migrations.*8\.20 s to 9\.75 s.*13\.3 s to 16\.2 s.*At least 99\.9 %/],
    ['D.seen.bottleneck', /19\.0 % to 34\.9 % of its baseline.*one processor.*which may be the limit/],
    ['D.seen.outlier.bytes', /342 MB with xbzrle, 1\.22×.*90\.6 % of their size/],
    ['D.seen.outlier.total', /16\.4 s with multifd and zstd, 1\.92×.*No count explains it/],
  ])('shows %s', (id, said) => {
    expect(seen[id]).toMatch(said)
  })

  it.each([
    ['C.seen.direction', directionsAlike],
    ['C.seen.scattered', directionsAlike],
    ['C.seen.retransmits.to-vm', nothingRetransmitted],
    ['C.seen.retransmits.to-vm', equal('network')],
    ['D.seen.silence', steadyStream],
    ['D.seen.bottleneck', steadyStream],
    ['D.seen.outlier.bytes', settingsAlike],
    ['D.seen.outlier.total', settingsAlike],
  ])('without it, %s is not said', (id, falsify) => {
    expect(seen).toHaveProperty([id])
    expect(seenIn(falsify(earlier))).not.toHaveProperty([id])
  })

  it('sets no program apart that the intervals do not: process creation is too scattered', () => {
    expect(seen).not.toHaveProperty(['B.seen.apart.least'])
  })

  it('explains a silence only by a count, and says of pages of zeros once', () => {
    expect(seenIn(noZeroPages(earlier))['D.seen.silence']).toMatch(/No count explains it/)
    expect(seen).not.toHaveProperty(['D.seen.zero-pages'])
    expect(seenIn(steadyStream(earlier))['D.seen.zero-pages']).toMatch(/90\.3 % to 90\.5 % of all pages/)
    expect(seenIn(both(steadyStream, noZeroPages)(earlier))).not.toHaveProperty(['D.seen.zero-pages'])
  })

  it('finds nothing left of iperf3 where nothing was carried, and still names no cause', () => {
    expect(seenIn(silentStream(earlier))['D.seen.bottleneck']).toMatch(/carried 0 % .*which may be the limit/)
  })

  it('lists at most five in a section, the strongest first', () => {
    const { text } = readSections(earlier, loadTemplates(project().templates))
    const list = (section: string): string =>
      /Also seen: [^\n]*\n([^]*?)What this does not show/.exec(text[section] ?? '')?.[1] ?? ''
    expect(list('D').trim().split('\n')).toHaveLength(4)
    expect(list('D').trim()).toMatch(/^In 5 of 5 migrations the stream ran below/)
    expect(list('C').trim()).toMatch(/^From the host to the VM 0 to 186 segments/)
  })
})

describe('an invented run', () => {
  it('shows what was put into it, and nothing else', () => {
    expect(
      Object.keys(seenIn(syntheticRun({ trials: 4, controls: true, matrix: true, failovers: 3 }))).toSorted(),
    ).toEqual(['B.seen.apart.least', 'C.seen.busy-host', 'D.seen.zero-pages'])
  })

  it.each([
    ['B.seen.own-code', muchOwnCode, /55\.6 % of 900 samples a boot \(n = 4 boots\).*unexplained/, translatedOnly],
    ['B.seen.common-exits', exitsAlike, /Whichever of 5 programs ran.*With the VM idle there were/, exitsOfOneProgram],
  ])('shows %s where it is, and not where it is not', (id, put, said, taken) => {
    const run = syntheticRun({ trials: 4, controls: true })
    expect(seenIn(put(run))[id]).toMatch(said)
    expect(seenIn(taken(run))).not.toHaveProperty([id])
  })

  it('sets a program apart only where it is', () => {
    const run = syntheticRun({ trials: 4, controls: true })
    expect(seenIn(run)['B.seen.apart.least']).toMatch(/Memory copy.*10\.0× slower .*15\.5× to 35\.7×/)
    expect(seenIn(equal('acceleration')(run))).not.toHaveProperty(['B.seen.apart.least'])
  })

  it('has no list where nothing is seen', () => {
    const run = { ...syntheticRun({ trials: 2, migrations: 1 }), trials: [] }
    const { text } = readSections(run, loadTemplates(project().templates))
    for (const section of ['B', 'C', 'D']) expect(text[section]).not.toMatch(/Also seen/)
  })
})
