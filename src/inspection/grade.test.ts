import { expect, test } from 'vitest'
import { RUBRIC } from '../assignment/rubric.ts'
import { checklistOf } from '../film/checklist.ts'
import { layOut } from '../film/cut.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { ENGLISH } from '../text/words.ts'
import type { FilmFacts } from './film-faults.ts'
import { gradeItems } from './grade.ts'
import type { Inspection } from './inspect.ts'
import { checksOf } from './report-checks.ts'
import type { Section } from './sections.ts'

const prose = 'perf -enable-kvm KVM iperf3 virtio live migration and fault tolerance: '
const commands = 'exportfs qemu-img mount no_root_squash -enable-kvm nowait -incoming migrate -d info migrate '
const section = (title: string, headings: string[] = []): Section => ({
  title,
  page: 1,
  figures: 1,
  tables: 8,
  headings: [
    { level: 1, title, text: commands + prose + 'word '.repeat(1000) },
    ...headings.map((heading) => ({ level: 2, title: heading, text: prose + 'word '.repeat(130) })),
  ],
})
const sections = RUBRIC.map(({ id, title }) =>
  section(`${id}. ${title}`, id === 'F' ? ['What fault tolerance is', 'How both relate'] : ['A part']),
)

const good: Inspection = {
  pages: 2,
  bytes: 400_000,
  text: ['Live migration 113062566', 'A. The instructions'],
  boxes: [],
  pictures: [0, 0],
  fonts: [{ name: 'SourceSerif4-Regular', type3: false, embedded: true }],
  outline: sections.flatMap(({ headings }) => headings.map(({ level, title }) => ({ level, title }))),
  sections,
  layout: [],
  links: { internal: 3, external: 1, broken: [], onFirstPage: [] },
  metadata: { title: 'Live migration – 113062566', author: 'Lin', subject: 'run r1', keywords: 'QEMU', lang: 'en' },
  tagged: true,
  accessibility: [],
  provenance: {
    run: 'r1',
    example: false,
    edition: 'core',
    student: { id: '113062566', name: null },
    language: 'en',
    videoUrl: null,
    notMeasured: [{ part: 'section-B', id: 'figure-acceleration' }],
  },
}
const old = { ...good, provenance: null }
const failed = (changes: Partial<Inspection>, id = '113062566', film: FilmFacts | null = null) =>
  checksOf({ id, film, report: { ...good, ...changes } }).filter(({ passed }) => !passed)

test('a good report passes, and all but the film is there', () => {
  expect(failed({})).toEqual([])
  const items = gradeItems({ id: '1', report: good, film: null })
  expect(items.map(({ status }) => status)).toEqual([...Array<string>(7).fill('present'), 'missing', 'missing'])
  expect(items.reduce((sum, { points }) => sum + points, 0)).toBe(100)
})

test('a command whose words are set apart is found', () => {
  const apart = sections.map((one) => ({
    ...one,
    headings: one.headings.map((heading) => ({
      ...heading,
      text: heading.text.replaceAll('migrate -d', 'migrate  \n-d'),
    })),
  }))
  expect(gradeItems({ id: '1', report: { ...good, sections: apart }, film: null })[0]?.status).toBe('present')
})

const { metadata } = good

test.each<[string, string, Partial<Inspection>, string]>([
  [
    'a section that is not there',
    'sections',
    { sections: sections.slice(1), outline: good.outline.slice(2) },
    'section A is missing',
  ],
  [
    'sections in another order',
    'sections',
    {
      sections: sections.toReversed(),
      outline: sections.toReversed().flatMap(({ headings }) => headings),
    },
    'F, E, D',
  ],
  ['a missing value', 'values', { text: ['113062566', 'it took NaN ms'] }, 'page 2 prints “NaN”'],
  ['an unfilled mark', 'values', { text: ['113062566 xSLOT3x'] }, 'xSLOT3x'],
  ['another id', 'identity', { text: ['Live migration 1130625661'] }, 'does not stand on the first page'],
  ['another id in the title', 'identity', { metadata: { ...metadata, title: 'Live migration' } }, 'without 113062566'],
  [
    'the example, in whatever language',
    'measured',
    { provenance: good.provenance && { ...good.provenance, example: true } },
    'npm run lab',
  ],
  ['the example on a page', 'measured', { ...old, text: ['113062566', 'EXAMPLE DATA'] }, 'npm run lab'],
  [
    'the example in the subject',
    'measured',
    { ...old, metadata: { ...metadata, subject: 'r1 (EXAMPLE DATA)' } },
    'npm run lab',
  ],
  [
    'something cut off',
    'layout',
    { layout: [{ kind: 'clipped', page: 2, text: 'x', sentence: '“x” is cut off' }] },
    '“x” is cut off',
  ],
  [
    'a link to nowhere',
    'links',
    { links: { internal: 3, external: 0, broken: ['figure-x'], onFirstPage: [] } },
    'figure-x',
  ],
  ['no links at all', 'links', { links: { internal: 0, external: 0, broken: [], onFirstPage: [] } }, 'no link'],
  ['a bookmark too few', 'outline', { outline: good.outline.slice(0, -1) }, 'has the bookmark “”'],
  [
    'a bookmark too many',
    'outline',
    { outline: [...good.outline, { level: 1, title: 'x' }] },
    '14 bookmarks for 13 headings',
  ],
  [
    'a bookmark of another level',
    'outline',
    { outline: good.outline.map(({ title }) => ({ level: 1, title })) },
    'A part',
  ],
  ['a font of Type 3', 'fonts', { fonts: [{ name: 'SourceSerif4', type3: true, embedded: true }] }, 'Type 3'],
  [
    'a font that is not embedded',
    'fonts',
    { fonts: [{ name: 'SourceSerif4', type3: false, embedded: false }] },
    'not embedded',
  ],
  [
    'a foreign font',
    'fonts',
    { fonts: [{ name: 'DejaVuSans', type3: false, embedded: true }] },
    'DejaVuSans is none of',
  ],
  [
    'a character that no font has',
    'fonts',
    { text: ['Live migration 113062566 陳𰻞堃', 'A. The instructions'] },
    'no font has 𰻞 (U+30EDE)',
  ],
  ['an empty box', 'fonts', { boxes: [3] }, 'for a character on page 3'],
  ['a name that no font has', 'fonts', { metadata: { ...metadata, author: '陳𰻞 (113062566)' } }, '𰻞 (U+30EDE)'],
  ['no language', 'tags', { metadata: { ...metadata, lang: '' } }, 'language'],
  ['content without a tag', 'tags', { accessibility: ['on page 2 “x” is neither tagged'] }, 'neither tagged'],
  ['no author', 'metadata', { metadata: { ...metadata, author: '' } }, 'no author'],
  ['too large', 'size', { bytes: 2_000_000 }, '2000 kB'],
])('%s fails “%s” alone', (_, id, changes, evidence) => {
  expect(failed(changes)).toEqual([{ id, passed: false, evidence: expect.stringContaining(evidence) }])
})

test('a heading that wraps has lost a space, which is no fault', () => {
  const outline = good.outline.map(({ level, title }) => ({ level, title: title.replace(' ', '') }))
  expect(failed({ outline })).toEqual([])
})

const graded = (index: number, changes: Partial<Section>) =>
  gradeItems({
    id: '1',
    film: null,
    report: { ...good, sections: sections.map((one, at) => (at === index ? { ...one, ...changes } : one)) },
  }).filter(({ status, part }) => status !== 'present' && part !== 'film')

test('results without a figure are a placeholder', () => {
  const headings = [{ level: 1, title: 'B. x', text: `${prose} ${'word '.repeat(300)}` }]
  expect(graded(1, { figures: 0, headings })).toMatchObject([
    {
      part: 'B',
      status: 'placeholder',
      points: 10,
      evidence: 'no figure with data; not measured: figure acceleration',
    },
  ])
})

test('a few words are a placeholder, and Chinese characters count as words', () => {
  const headings = (text: string) => [{ level: 1, title: 'E. x', text }]
  const few = graded(4, { headings: headings('Live migration is useful.') })
  expect(few).toMatchObject([{ part: 'E', status: 'placeholder' }])
  expect(graded(4, { headings: headings('word '.repeat(300)) })).toMatchObject([
    { evidence: 'nothing about live migration or 遷移 or 移轉' },
  ])
  expect(graded(4, { headings: headings(`即時遷移${'字'.repeat(250)}`) })).toEqual([])
})

test('the two halves of F are graded each by its own parts', () => {
  const [first] = section('F. x', ['What fault tolerance is']).headings.slice(1)
  expect(graded(5, { headings: first === undefined ? [] : [first] })).toMatchObject([
    { part: 'F', points: 7.5, status: 'placeholder', evidence: expect.stringContaining('no heading of section F') },
  ])
})

test('a section that is not there is worth nothing', () => {
  const items = gradeItems({ id: '1', film: null, report: { ...good, sections: sections.slice(0, 5) } })
  expect(items.filter(({ part }) => part === 'F').map(({ status }) => status)).toEqual(['missing', 'missing'])
})

const { recording } = syntheticRecording()
const whole = checklistOf(layOut(recording, { words: ENGLISH, speed: 1 }), {
  run: 'r1',
  recordedAt: recording.recordedAt,
  words: ENGLISH,
})
const film = (changes: Partial<FilmFacts> = {}): FilmFacts => ({
  file: 'HW1_1.mp4',
  bytes: 5,
  seconds: 1800,
  checklist: null,
  coding: null,
  faststart: true,
  ...changes,
})
const gradedFilm = (one: FilmFacts | null) =>
  gradeItems({ id: '1', report: good, film: one }).filter(({ part }) => part === 'film')
const points = (items: ReturnType<typeof gradedFilm>) =>
  items.filter(({ status }) => status === 'present').reduce((sum, item) => sum + item.points, 0)

test.each<[string, Partial<FilmFacts>, string]>([
  ['that can’t be read', { seconds: null }, 'no film that can be read'],
  ['of no length', { seconds: 0 }, 'no film'],
  ['that is too long', { seconds: 1801 }, 'lasts 30 min 01 s, at most 30 min are allowed'],
])('a film %s fails and gives no points', (_, changes, evidence) => {
  expect(failed({}, '113062566', film(changes))).toEqual([
    { id: 'film', passed: false, evidence: expect.stringContaining(evidence) },
  ])
  expect(points(gradedFilm(film(changes)))).toBe(0)
})

test.each<[string, Partial<FilmFacts>, string]>([
  [
    'in another coding',
    { coding: { codec: 'hevc', pixels: 'yuv420p' } },
    'hevc, yuv420p, which does not play everywhere',
  ],
  ['with its index at the end', { faststart: false }, '-movflags +faststart'],
])('a film %s should not be handed in, and has its points', (_, changes, evidence) => {
  expect(failed({}, '113062566', film(changes))).toEqual([
    { id: 'playback', passed: false, evidence: expect.stringContaining(evidence) },
  ])
  expect(points(gradedFilm(film(changes)))).toBe(40)
})

test('a film of half an hour without a list is there, and what it shows is left to a viewer', () => {
  expect(failed({}, '113062566', film())).toEqual([])
  expect(gradedFilm(film())).toMatchObject([
    { status: 'present' },
    { status: 'present', evidence: expect.stringContaining('only a viewer') },
  ])
})

test('a film with all its steps has all its points', () => {
  const one = film({ checklist: whole, seconds: whole.durationS, coding: { codec: 'h264', pixels: 'yuv420p' } })
  expect(failed({}, '113062566', one)).toEqual([])
  expect(points(gradedFilm(one))).toBe(40)
})

test('one missing step costs 20 points, one that nobody asks for none', () => {
  const without = (id: string) =>
    film({
      seconds: whole.durationS,
      checklist: { ...whole, steps: whole.steps.map((step) => (step.id === id ? { ...step, seenAtS: null } : step)) },
    })
  expect(points(gradedFilm(without('task2-mount')))).toBe(20)
  expect(failed({}, '113062566', without('task2-mount'))).toEqual([
    { id: 'film', passed: false, evidence: '2.5 “Mount the share” is not to be seen in HW1_1.mp4' },
  ])
  expect(points(gradedFilm(without('status')))).toBe(40)
})

test('the list of another film proves nothing', () => {
  expect(gradedFilm(film({ checklist: whole, seconds: 99 }))[1]).toMatchObject({
    status: 'missing',
    evidence: expect.stringContaining('another film'),
  })
})
