import type { ListedTrial, RunFrame } from '../loaded-run.ts'
import type { Run } from '../schema.ts'
import { trialPath } from '../trial-path.ts'
import { CHECKSUMS_FILE, type PackedFile } from './checksums.ts'
import { AUTHORS, abstractOf, CITATION_FILE, dayOf, titleOf } from './citation.ts'
import { type Entity, known, moment, to } from './entity.ts'
import { mediaType } from './media-type.ts'
import { softwareOf } from './software.ts'
import { fileDescriptions, trialAction } from './trial-action.ts'

/** What archives read a pack by: an RO-Crate 1.1 after the Process Run Crate profile, which builds on that version. */
export const CRATE_FILE = 'ro-crate-metadata.json'
const CRATE = 'https://w3id.org/ro/crate/1.1'
const PROFILE = 'https://w3id.org/ro/wfrun/process/0.5'
const ROOT = './'

export interface Terms {
  /** SPDX identifier. */
  license: string
  /** Whether CITATION.cff is the owner's own, whose authors then stand there alone. */
  cited: boolean
}

/**
 * The text of ro-crate-metadata.json: the same for the same run and files.
 * @param files every other file of the pack but the list of checksums, which has this one's as well
 */
export function roCrate(
  frame: Pick<RunFrame, 'run' | 'environment'>,
  trials: readonly ListedTrial[],
  files: readonly PackedFile[],
  { license, cited }: Terms,
): string {
  const { run } = frame
  const software = softwareOf(frame)
  const byHand = run.hosts.kind === 'by-hand'
  const actions = trials.map((trial) => trialAction(trial, software, byHand))
  const described = new Map(
    trials.flatMap(({ trial }) =>
      [...fileDescriptions(trial)].map(([name, what]) => [trialPath(trial.id, name), what] as const),
    ),
  )
  const whole = runAction(run, files, software.lab)
  const parts = [...files.map((file) => fileEntity(file, described.get(file.name))), SUMS].toSorted((a, b) =>
    a['@id'] < b['@id'] ? -1 : 1,
  )
  const licenseUrl = `https://spdx.org/licenses/${license}`
  const author: Entity = { '@id': '#authors', '@type': 'Organization', name: AUTHORS }
  const root: Entity = {
    '@id': ROOT,
    '@type': 'Dataset',
    name: titleOf(run),
    description: abstractOf(run),
    identifier: run.id,
    datePublished: dayOf(run),
    license: to(licenseUrl),
    conformsTo: to(PROFILE),
    ...(cited ? {} : { author: to(author['@id']) }),
    hasPart: parts.map((part) => to(part['@id'])),
    mentions: [whole, ...actions.flatMap(([action]) => action ?? [])].map((action) => to(action['@id'])),
  }
  const graph: Entity[] = [
    {
      '@id': CRATE_FILE,
      '@type': 'CreativeWork',
      conformsTo: to(CRATE),
      about: to(ROOT),
    },
    root,
    { '@id': PROFILE, '@type': 'CreativeWork', name: 'Process Run Crate', version: '0.5' },
    {
      '@id': licenseUrl,
      '@type': 'CreativeWork',
      name: license,
      description: `The licence with the SPDX identifier ${license}, as ${CITATION_FILE} names it.`,
      url: licenseUrl,
    },
    ...(cited ? [] : [author]),
    ...software.entities,
    whole,
    ...actions.flat(),
    ...parts,
  ]
  const context = [`${CRATE}/context`, 'https://w3id.org/ro/terms/workflow-run/context']
  return `${JSON.stringify({ '@context': context, '@graph': graph }, null, 2)}\n`
}

const SUMS: Entity = {
  '@id': CHECKSUMS_FILE,
  '@type': 'File',
  name: CHECKSUMS_FILE,
  description: 'The SHA-256 of every other file, as sha256sum -c takes them.',
  encodingFormat: 'text/plain',
}

const fileEntity = ({ name, bytes, sha256 }: PackedFile, description?: string): Entity => ({
  '@id': name,
  '@type': 'File',
  name: name.slice(name.lastIndexOf('/') + 1),
  ...known({ description }),
  contentSize: String(bytes),
  sha256,
  encodingFormat: mediaType(name),
})

const OF_THE_RUN: readonly string[] = ['environment.json', 'journal.ndjson', 'run.json']

/** The run as a whole, which plans its trials and writes down what all of them share. */
function runAction(run: Run, files: readonly PackedFile[], lab: string): Entity {
  const results = files.map(({ name }) => name).filter((name) => OF_THE_RUN.includes(name))
  return {
    '@id': '#run',
    '@type': 'CreateAction',
    name: `Run ${run.id}`,
    description: abstractOf(run),
    instrument: to(lab),
    startTime: moment(run.createdAt),
    ...known({ endTime: run.finishedAt === null ? null : moment(run.finishedAt) }),
    result: results.map(to),
  }
}
