import { describe, expect, test } from 'vitest'
import { explainInstruction } from '../../assignment/explanation.ts'
import { TASKS } from '../../assignment/instruction.ts'
import { procedure } from '../../assignment/procedure.ts'
import { TOPOLOGY } from '../../assignment/topology.ts'
import type { JournalEntry } from '../../data/schema.ts'
import { project } from '../../project.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { executedProcedure } from '../../testing/executed-procedure.ts'
import { readSections } from '../../testing/section-text.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { labelsIn } from '../../text/labels.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { instructionViews } from '../views/instruction.ts'
import { notesHtml } from './notes-html.ts'
import { type ProcedureContext, procedureHtml } from './procedure-html.ts'

const templates = loadTemplates(project().templates)
const labels = labelsIn(ENGLISH)
const context: ProcedureContext = {
  labels,
  inline: (text) => text,
  stepLink: (number) => `<a>${number}</a>`,
  phraseHtml: (text) => spoken(text, ENGLISH),
  mark: (html) => html,
}
const VM = { accelerator: 'kvm', cpu: 'host' } as const
const TUNNEL = { ...TOPOLOGY, labInterface: 'lab0', tunnel: { host1: '10.0.0.1', host2: '10.0.0.2' } }

const ADDRESS = { output: '    inet 192.168.100.2/24 scope global br0\n' }
const executed = (topology = TOPOLOGY): JournalEntry[] =>
  executedProcedure({ 'task1-address': ADDRESS, 'task2-address': ADDRESS }, topology)

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
const codes = (html: string) => Array.from(html.matchAll(/<code[^>]*>(.*?)<\/code>/g), ([, inner = '']) => plain(inner))

/** What a step says of a token in lines of their own. */
const meaningsIn = (
  rows: ReadonlyMap<string, readonly (readonly [token: string, meaning: string])[]>,
  step: string,
  wanted: string,
) => (rows.get(step) ?? []).flatMap(([token, meaning]) => (token === wanted ? [meaning] : []))

/**
 * What stands in the tables of the core: of each step its own rows, the tokens that others have (none are named where it is
 * all the others), and the step it repeats.
 */
function read(journal: readonly JournalEntry[]) {
  const views = spoken(instructionViews(journal, templates.glossary, null), ENGLISH)
  const rows = new Map<string, [token: string, meaning: string][]>()
  const known = new Map<string, Map<string, string[]>>()
  const repeats = new Map<string, string>()
  for (const task of TASKS) {
    for (const [, body = ''] of procedureHtml(task, views[task], context).matchAll(/<tbody>([^]*?)<\/tbody>/g)) {
      const own = /<p class="what" id="step-[^"]*"><b>([\d.]+)/.exec(body)?.[1]
      if (own === undefined) {
        for (const [, step = '', earlier = ''] of body.matchAll(/<b id="[^"]*">([\d.]+)<\/b>.*?as <a>([\d.]+)<\/a>/g))
          repeats.set(step, earlier)
        continue
      }
      const cells = body.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><\/tr>/g)
      rows.set(
        own,
        Array.from(cells, ([, token = '', meaning = '']) => [plain(token), plain(meaning)]),
      )
      const line = /<span class="known">(.*?)<\/span><\/p>/.exec(body)?.[1] ?? ''
      const steps = line.split('; ').filter((part) => part !== '')
      known.set(own, new Map(steps.map((part) => [/<a>([\d.]+)</.exec(part)?.[1] ?? '', codes(part)])))
    }
  }
  return { all: Object.values(views).flat(), rows, known, repeats }
}

describe.each([
  ['the hosts of the lab', executed()],
  ['hosts with a tunnel', executed(TUNNEL)],
  ['a run that was measured by hand', []],
])('every token of every instruction is explained in the core: %s', (_, journal) => {
  const { all, rows, known, repeats } = read(journal)

  test('of many arguments that one step explains none is named again', () => {
    for (const [step, others] of known)
      for (const tokens of others.values()) expect(tokens.length, step).toBeLessThan(8)
    expect(known.get('2.6')?.get('1.12')).toEqual([])
  })

  test('each step is there once', () => {
    expect([...rows.keys(), ...repeats.keys()].sort()).toEqual(all.map(({ number }) => number).sort())
  })

  test('each token has a line of its own, or the step that has one', () => {
    const argvs = new Map(
      procedure(VM, journal.length > 0 && journal[0]?.instruction === 'prepare-1-cable' ? TUNNEL : TOPOLOGY).map(
        (one) => [one.id, one],
      ),
    )
    let explained = 0
    for (const { id, number } of all) {
      const instruction = argvs.get(id)
      if (instruction === undefined) throw new Error(`no ${id}`)
      const step = repeats.get(number) ?? number
      for (const { token, meaning } of explainInstruction(
        instruction.argv,
        instruction.stdin ?? null,
        templates.glossary,
      )) {
        const here = meaningsIn(rows, step, token)
        const elsewhere = [...(known.get(step) ?? [])]
          .filter(([, tokens]) => tokens.length === 0 || tokens.includes(token))
          .map(([one]) => one)
        const meanings = [...here, ...elsewhere.flatMap((one) => meaningsIn(rows, one, token))]
        // The address of host 2 stands in the line of what it repeats, that of host 1 in the row.
        if (repeats.has(number) && /^\d/.test(token)) continue
        expect(meanings, `${number} ${token}`).toContain(meaning)
        explained++
      }
    }
    expect(explained).toBeGreaterThan(150)
  })
})

test('an argument is explained in about one line', () => {
  const long = Object.values(templates.glossary)
    .flatMap((entries) => Object.values(entries))
    .map(({ meaning }) => meaning.replace(/[*`]/g, ''))
    .filter((meaning) => meaning.length > 90)
  expect(long).toEqual([])
})

test('what host 2 repeats is said with what differs', () => {
  const { repeats } = read(executed())
  expect([...repeats]).toEqual(
    expect.arrayContaining([
      ['0.6', '0.1'],
      ['0.10', '0.5'],
      ['2.1', '1.1'],
    ]),
  )
  const views = spoken(instructionViews(executed(), templates.glossary, null), ENGLISH)
  expect(plain(procedureHtml('preparation', views.preparation, context))).toMatch(
    /On host.2 the same: .*with 192\.168\.100\.2\/24 in place of 192\.168\.100\.1\/24; .*; exit code 0 each time\./,
  )
})

test('a repeated step that ended otherwise says so, and one that printed something stands by itself', () => {
  const journal = executed().map((entry) => (entry.instruction === 'prepare-2-up' ? { ...entry, exitCode: 2 } : entry))
  const views = spoken(instructionViews(journal, templates.glossary, null), ENGLISH)
  expect(plain(procedureHtml('preparation', views.preparation, context))).toMatch(
    /0\.8: exit code 0, 0\.9: exit code 2/,
  )
  expect(procedureHtml('task2', views.task2, context)).toMatch(/id="step-task2-address">[^]*?inet 192\.168\.100\.2/)
})

test('the notes say nothing twice, and all that the glossary has', () => {
  const views = spoken(instructionViews(executed(), templates.glossary, null), ENGLISH)
  const html = notesHtml(Object.values(views).flat(), (text) => text, labels)
  const entries = Object.values(views)
    .flat()
    .flatMap(({ arguments: all }) => all)
  const notes = entries.flatMap(({ more, default: byDefault, without, hosts, security }) =>
    [more, byDefault, without, hosts, security].filter((note) => note !== null),
  )
  expect(notes.length).toBeGreaterThan(150)
  for (const note of notes) expect(html).toContain(note)
  const paragraphs = html.match(/<p>.*?<\/p>/g) ?? []
  expect(new Set(paragraphs).size).toBe(paragraphs.length)
})

test('section A and its appendix hold every step of a run as links can find them', () => {
  const { text } = readSections(syntheticRun({ trials: 1, samples: 1, migrations: 1 }), templates)
  expect(text.A).toContain('no_root_squash')
  expect(text.A).toContain('What must be equal on both hosts')
  expect(text.A).toContain('notes on every argument')
})
