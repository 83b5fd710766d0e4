import { describe, expect, test } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import type { LoadedRun, LoadedTrial } from '../loaded-run.ts'
import { trialPath } from '../trial-path.ts'
import { packedFile } from './checksums.ts'
import type { Entity } from './entity.ts'
import { roCrate } from './ro-crate.ts'

const LOADED = syntheticRun({ trials: 1, samples: 1, migrations: 1, matrix: true })

const filesOf = ({ trials }: LoadedRun) => [
  packedFile('CITATION.cff', 'cff-version: 1.2.0\n'),
  packedFile('environment.json', '{}'),
  packedFile('journal.ndjson', ''),
  packedFile('logs/host1.console.log', 'Kernel panic\n'),
  packedFile('run.json', '{}'),
  ...trials.flatMap(({ trial, files }) => [
    packedFile(trialPath(trial.id, 'trial.json'), '{}'),
    ...Object.entries(files).map(([name, text]) => packedFile(trialPath(trial.id, name), text)),
  ]),
]
const TERMS = { license: 'CC0-1.0', cited: false }

const listed = ({ trial, files }: LoadedTrial) => ({ trial, files: Object.keys(files) })

const graphOf = (loaded: LoadedRun, terms = TERMS): Entity[] =>
  JSON.parse(roCrate(loaded, loaded.trials.map(listed), filesOf(loaded), terms))['@graph']
const byId = (graph: readonly Entity[], id: string) => graph.filter((entity) => entity['@id'] === id)

/** Every id that something refers to. */
const referred = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const named = Object.entries(value)
  const [only] = named
  return named.length === 1 && only?.[0] === '@id' ? [String(only[1])] : named.flatMap(([, part]) => referred(part))
}

const KINDS: Record<string, LoadedRun> = {
  'of the lab': LOADED,
  'by hand, of which no version is known': {
    ...LOADED,
    run: { ...LOADED.run, hosts: { ...LOADED.run.hosts, kind: 'by-hand' } },
    environment: {
      ...LOADED.environment,
      lab: { ...LOADED.environment.lab, qemuVersion: null, nodeVersion: null },
      host: { ...LOADED.environment.host, qemuVersion: null, perfVersion: null, iperf3Version: null },
    },
  },
  'without a trial': { ...LOADED, trials: [] },
}

describe.each(Object.entries(KINDS))('a run %s', (_, loaded) => {
  const graph = graphOf(loaded)

  test('refers to nothing that is not described, and describes nothing twice', () => {
    const ids = graph.map((entity) => entity['@id'])
    // What the specification itself stands for is not described.
    const known = new Set([...ids, 'https://w3id.org/ro/crate/1.1'])
    expect(referred(graph).filter((id) => !known.has(id))).toEqual([])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('has each file once, with its size and its checksum, as a part of the whole', () => {
    const described = graph.filter((entity) => entity['@type'] === 'File')
    const files = filesOf(loaded)
    expect(described.map((entity) => entity['@id'])).toEqual([...files.map(({ name }) => name), 'SHA256SUMS'].sort())
    for (const { name, bytes, sha256 } of files)
      expect(byId(graph, name)).toMatchObject([{ contentSize: `${bytes}`, sha256, encodingFormat: expect.anything() }])
    expect(byId(graph, './')[0]?.hasPart).toEqual(described.map((entity) => ({ '@id': entity['@id'] })))
  })

  test('has an action a trial, and one for the run, each with what carried it out', () => {
    const actions = graph.filter((entity) => entity['@type'] === 'CreateAction')
    expect(actions.map((action) => action['@id'])).toEqual([
      '#run',
      ...loaded.trials.map(({ trial }) => `#${trial.id}`),
    ])
    expect(byId(graph, './')[0]?.mentions).toEqual(actions.map((action) => ({ '@id': action['@id'] })))
    for (const action of actions)
      for (const id of referred(action.instrument))
        expect(byId(graph, id)).toMatchObject([{ '@type': 'SoftwareApplication' }])
  })

  test('is the same for the same run', () => {
    expect(graphOf(structuredClone(loaded))).toEqual(graph)
  })
})

test('a migration has its programs with their versions, its times, what was set, and the files that it left', () => {
  const found = LOADED.trials.find(({ trial }) => trial.migration !== null && trial.migration.capabilities.length > 0)
  if (found === undefined) throw new Error('the invented run has no migration with a capability')
  const { trial, files } = found
  const graph = graphOf(LOADED)
  const [action] = byId(graph, `#${trial.id}`)
  expect(action).toMatchObject({
    instrument: [{ '@id': '#QEMU-7.2.22' }, { '@id': '#migration-lab' }],
    startTime: trial.startedAt.replace(
      /(\.\d+)?Z$/,
      (fraction) => `${fraction === 'Z' ? '.000' : fraction.slice(0, -1)}+00:00`,
    ),
    result: ['trial.json', ...Object.keys(files)].sort().map((name) => ({ '@id': trialPath(trial.id, name) })),
    actionStatus: 'http://schema.org/CompletedActionStatus',
  })
  expect(byId(graph, '#QEMU-7.2.22')).toMatchObject([{ softwareVersion: '7.2.22' }])
  const given = referred(action?.object).flatMap((id) => byId(graph, id))
  expect(given).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: `capability ${trial.migration?.capabilities[0]}`, value: 'on' }),
      expect.objectContaining({ name: 'downtime-limit', value: trial.migration?.downtimeLimitMs, unitText: 'ms' }),
    ]),
  )
})

test('command lines of QEMU and of programs are arguments of a trial', () => {
  const found = LOADED.trials.find(({ trial }) => trial.vmArgv !== null && trial.samples.length > 0)
  const lines = graphOf(LOADED)
    .filter((entity) => entity['@id'].startsWith(`#${found?.trial.id}/command-line-of-`))
    .map(({ name, value }) => `${name}: ${value}`)
  expect(lines).toContainEqual(expect.stringMatching(/^command line of QEMU: (sudo )?qemu-system-x86_64 /))
  expect(lines.length).toBeGreaterThan(new Set(found?.trial.samples.map(({ probe }) => probe)).size)
})

test('a trial that failed, or for which QEMU lacks something, says so with its reason', () => {
  const [first, ...others] = LOADED.trials
  if (first === undefined) throw new Error('the invented run has no trial')
  const skipped = { ...first, trial: { ...first.trial, skipped: 'QEMU has no multifd.' } }
  const [action] = byId(graphOf({ ...LOADED, trials: [skipped, ...others] }), `#${first.trial.id}`)
  expect(action).toMatchObject({
    actionStatus: 'http://schema.org/FailedActionStatus',
    error: 'QEMU has no multifd.',
  })
})

test('the licence is that of the citation, and the project is named as author only where the owner names nobody', () => {
  const [root] = byId(graphOf(LOADED), './')
  expect(root).toMatchObject({
    license: { '@id': 'https://spdx.org/licenses/CC0-1.0' },
    author: { '@id': '#authors' },
    datePublished: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    conformsTo: { '@id': 'https://w3id.org/ro/wfrun/process/0.5' },
  })
  const cited = graphOf(LOADED, { license: 'CC0-1.0', cited: true })
  expect(byId(cited, './')[0]).not.toHaveProperty('author')
  expect(byId(cited, '#authors')).toEqual([])
})
