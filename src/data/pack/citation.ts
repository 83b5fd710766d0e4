import { asSentence } from '../../text/clause.ts'
import { spoken } from '../../text/spoken.ts'
import { type Stated, statedText } from '../../text/stated.ts'
import { ENGLISH } from '../../text/words.ts'
import type { Run } from '../schema.ts'

/** How a run is cited and what may be done with it: Citation File Format 1.2.0. A run that has one of its owner's keeps it. */
export const CITATION_FILE = 'CITATION.cff'

/** What a run is given out under where its owner says nothing else: see docs/decisions/0012-packed-data-is-cc-by.md. */
const DEFAULT_LICENSE = 'CC-BY-4.0'

/** The maximum that a run knows of its authors, in the form that the format's guide asks for where no person is known. */
export const AUTHORS = 'The migration-lab project'

export const titleOf = (run: Run): string => `Measurements of QEMU live migration: run ${run.id}`

/** What the run is, in sentences, by what it says of itself. */
export function abstractOf(run: Run): string {
  const { kind } = run.hosts
  const scope = run.only === null ? '' : ` Section ${run.only} alone was measured.`
  const state =
    run.status === 'complete'
      ? ''
      : ` The run is not complete: ${run.statusReason === null ? run.status : sentence(run.statusReason)}`
  const how =
    kind === 'by-hand'
      ? 'Tools were run by hand, and migration-lab took over what they printed.'
      : `migration-lab ran them on ${HOSTS[kind]}${run.profile === null ? '' : `, profile ${run.profile}`}.`
  return `What perf, iperf3, ping and QEMU's monitors printed, byte for byte. ${how}${scope}${state}`
}

const sentence = (reason: Stated): string => spoken(asSentence(statedText(reason)), ENGLISH)

const HOSTS: Record<Exclude<Run['hosts']['kind'], 'by-hand'>, string> = {
  emulated: 'two hosts that were emulated in software',
  kvm: 'two virtual hosts',
  ssh: "two machines of the user's",
}

/** The day on which the run ended. That of its publication nobody knows when it is packed. */
export const dayOf = (run: Run): string => (run.finishedAt ?? run.createdAt).slice(0, 10)

// A double-quoted scalar of YAML may be any string of JSON.
const text = (value: string): string => JSON.stringify(value)

/** CITATION.cff for a run of which nothing more is known than what it says itself. */
export const citation = (run: Run): string => `\
# The run names no person, and the project that stands here as author has measured nothing: whoever did can put their names
# in its place, and another licence, before it is packed.
cff-version: 1.2.0
type: dataset
title: ${text(titleOf(run))}
message: "If you use these measurements, please cite them by what stands here."
abstract: ${text(abstractOf(run))}
authors:
  - name: ${text(AUTHORS)}
keywords:
  - QEMU
  - KVM
  - live migration
  - virtio
license: ${DEFAULT_LICENSE}
date-released: "${dayOf(run)}"
`

/** The SPDX identifier of the licence that a CITATION.cff names; null where it names none, or several. */
export const licenseIn = (citationText: string): string | null =>
  /^license:[ \t]*(["']?)([A-Za-z0-9.+-]+)\1[ \t]*(?:#.*)?\r?$/m.exec(citationText)?.[2] ?? null
