import { expect, test } from 'vitest'
import { buildFigures } from '../../charts/figures.ts'
import type { Run } from '../../data/schema.ts'
import { analyse } from '../../findings/analyse.ts'
import { project } from '../../project.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { pageHtml } from './html.ts'
import { plainText } from './plain-text.ts'
import { pageOf } from './report-page.ts'

const { run, environment, ...rest } = syntheticRun()
const delivered = (language?: string) => loadTemplates(project().templates, language)
const TEMPLATES = { en: delivered(), 'zh-TW': delivered('zh-TW') }

/** What a report says of the computer on its first page, and of its QEMU in the table of the machines. */
function saidOfMachine(
  hosts: Partial<Run['hosts']>,
  qemuVersion: string | null,
  language: keyof typeof TEMPLATES = 'en',
): { first: string; row: string } {
  const templates = TEMPLATES[language]
  const loaded = {
    ...rest,
    run: { ...run, hosts: { ...run.hosts, ...hosts } },
    environment: { ...environment, lab: { ...environment.lab, qemuVersion } },
  }
  const analysis = analyse(loaded, templates.words)
  const request = {
    analysis,
    loaded,
    templates,
    edition: 'full',
    example: false,
    identity: { id: '1', name: null },
  } as const
  const html = pageHtml(pageOf(request, buildFigures(analysis, templates.words), new Map()))
  const [, first = ''] = /<dt>(?:Machine|機器)<\/dt><dd>(.*?)<\/dd>/.exec(html) ?? []
  const [, row = ''] = /<tr><t[hd][^>]*>QEMU<\/t[hd]><td[^>]*>([^<]*)/.exec(html) ?? []
  return { first: plainText(first), row }
}

test('the machine has the QEMU that carries the hosts, and whether the lab brought it', () => {
  expect(saidOfMachine({ qemuFrom: 'computer' }, '10.0.13')).toEqual({
    first: expect.stringMatching(/, QEMU 10\.0\.13$/),
    row: '10.0.13',
  })
  expect(saidOfMachine({ qemuFrom: 'lab' }, '7.2.22')).toEqual({
    first: expect.stringMatching(/, QEMU 7\.2\.22 \(brought by the lab\)$/),
    row: '7.2.22 (brought by the lab)',
  })
  expect(saidOfMachine({ qemuFrom: 'lab' }, '7.2.22', 'zh-TW')).toEqual({
    first: expect.stringMatching(/，QEMU 7\.2\.22（實驗環境自帶）$/),
    row: '7.2.22（實驗環境自帶）',
  })
})

test('with hosts of the user’s own, which no QEMU of this computer carries, none is named', () => {
  expect(saidOfMachine({ kind: 'ssh' }, null)).toEqual({ first: expect.not.stringContaining('QEMU'), row: '–' })
})
