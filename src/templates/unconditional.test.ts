import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../project.ts'

const { templates } = project()

/** Words that compare, praise or promise: what stands beside them may be otherwise in the next run. */
const CLAIMS =
  /\b(faster|fastest|slower|slowest|less|fewer|fewest|better|best|worse|worst|cheap\w*|dear(er|est)?|longer|shorter|higher|lower|larger|smaller|rarer|sooner|safe(ly)?|free|loses?|pays?|always|never|guarantee\w*|costs (nothing|more|less)|by design|nothing (is )?lost|to blame)\b/i

/** Sentences that have such a word and hold whatever was measured. */
const ALLOWED: Readonly<Record<string, string>> = {
  'The computer may also become faster or slower in the course of the run.': 'a possibility, which is then measured',
  'a TCP segment many times larger than a packet': 'what segmentation offload is',
  'from the fastest question and answer follows how far the clocks are apart': 'how clocks are aligned',
  'so it does not show which card costs more': 'what a stream at full speed does not tell',
  'which lets a pass end sooner where the default is what holds it up': 'what a limit is, with its condition',
  '`downtime-limit`, so that the VM is stopped only once less remains': 'what a limit is',
  'Where memory is dirtied as fast as it is sent, this never comes.': 'a property of the model',
}

/** The text of a section and of its appendix in sentences, captions included, without what is filled into it. */
function sentencesOf(section: string): string[] {
  const text = [`sections/${section}.md.hbs`, `partials/appendix-${section}.md.hbs`]
    .map((path) => readFileSync(join(templates, path), 'utf8'))
    .join('\n')
  return text
    .replace(/\{\{[^}]*?(?:caption="([^"]*)"[^}]*)?\}\}/g, (_, caption = '') => `${caption} `)
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?;:])\s+|\s\|\s/)
}

const ofAll = ['B', 'C', 'D'].flatMap(sentencesOf)
const allowed = (sentence: string) =>
  Object.keys(ALLOWED).some((part) => sentence.toLowerCase().includes(part.toLowerCase()))

test('what the sections on measurements claim stands in findings, which have conditions', () => {
  expect(ofAll.length).toBeGreaterThan(200)
  expect(ofAll.filter((sentence) => CLAIMS.test(sentence) && !allowed(sentence))).toEqual([])
})

test('no sentence is allowed that is not there any more', () => {
  const text = ofAll.join(' ').toLowerCase()
  expect(Object.keys(ALLOWED).filter((part) => !text.includes(part.toLowerCase()))).toEqual([])
})
