import { expect, test } from 'vitest'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { accessibilityFaults } from './accessibility.ts'
import { PdfFile } from './pdf-file.ts'

const CONTENT = [
  '/Artifact <</Type /Pagination>> BDC\nBT\n(1) Tj\nET\nEMC',
  'q\n0 0 9 9 re\nW* n',
  '/H1 <</MCID 0>> BDC\nBT\n(Title) Tj\nET\nEMC',
  '/LI <</MCID 1>> BDC\nBT\n(a) Tj\nET\nEMC',
  '/TH <</MCID 2>> BDC\nBT\n(b) Tj\nET\nEMC',
  '/TD <</MCID 3>> BDC\nBT\n(c) Tj\nET\nEMC',
  '/Figure <</MCID 4>> BDC\n0 0 m\n1 1 l\nS\nEMC',
  '/Link <</MCID 5>> BDC\nBT\n(d) Tj\nET\nEMC\nQ\n',
].join('\n')

/** A small file in which all is as it should be, an object a number. */
const GOOD: Record<number, string> = {
  1: '<</Type /Catalog /Pages 2 0 R /Lang (en) /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot 6 0 R /OutputIntents [<</S /GTS_PDFA1 /DestOutputProfile 30 0 R>>]>>',
  2: '<</Type /Pages /Kids [3 0 R]>>',
  3: '<</Type /Page /Contents 4 0 R /Annots [5 0 R] /Tabs /S /StructParents 0>>',
  4: `<</Length ${CONTENT.length}>> stream\n${CONTENT}\nendstream`,
  5: '<</Type /Annot /Subtype /Link /Contents (to the title) /Dest /x /StructParent 1>>',
  6: '<</Type /StructTreeRoot /K 10 0 R /ParentTree 7 0 R>>',
  7: '<</Nums [0 8 0 R 1 20 0 R]>>',
  8: '[11 0 R 14 0 R 17 0 R 18 0 R 19 0 R 20 0 R]',
  10: '<</S /Document /P 6 0 R /K [11 0 R 12 0 R 15 0 R 19 0 R 20 0 R]>>',
  11: '<</S /H1 /P 10 0 R /Pg 3 0 R /K 0>>',
  12: '<</S /L /P 10 0 R /K 13 0 R>>',
  13: '<</S /LI /P 12 0 R /K 14 0 R>>',
  14: '<</S /LBody /P 13 0 R /Pg 3 0 R /K 1>>',
  15: '<</S /Table /P 10 0 R /K 16 0 R>>',
  16: '<</S /TR /P 15 0 R /K [17 0 R 18 0 R]>>',
  17: '<</S /TH /P 16 0 R /Pg 3 0 R /K 2 /A [<</O /Table /Scope /Row>>]>>',
  18: '<</S /TD /P 16 0 R /Pg 3 0 R /K 3>>',
  19: '<</S /Figure /Alt (a \\(line\\)) /P 10 0 R /Pg 3 0 R /K 4>>',
  20: '<</S /Link /P 10 0 R /Pg 3 0 R /K [5 <</Type /OBJR /Obj 5 0 R /Pg 3 0 R>>]>>',
  30: '<</N 3 /Length 1>> stream\nx\nendstream',
  31: '<</Type /XRef /ID [<00> <00>] /Length 1>> stream\nx\nendstream',
}

const faults = (number = 0, from = '', to = '') => {
  const objects = Object.entries({
    ...GOOD,
    ...(number === 0 ? {} : { [number]: (GOOD[number] ?? '').replace(from, to) }),
  })
  const text = objects.map(([one, object]) => `${one} 0 obj\n${object}\nendobj\n`).join('')
  return spoken(accessibilityFaults(new PdfFile(Buffer.from(`%PDF-1.7\n${text}`, 'latin1'))), ENGLISH)
}

test('a file in which all is said has no faults', () => expect(faults()).toEqual([]))

test.each<[string, number, string, string, string]>([
  ['no tags', 1, '/StructTreeRoot 6 0 R', '', 'the file has no tags'],
  ['no mark of being tagged', 1, 'true', 'false', 'does not say that it is tagged'],
  ['no language', 1, '/Lang (en)', '/Lang ()', 'does not say its language'],
  ['no title shown', 1, '/DisplayDocTitle true', '', 'and not its title'],
  ['no colours', 1, '30 0 R', '33 0 R', 'what its colours are'],
  ['no identifier', 31, '/ID', '/Id', 'no identifier'],
  ['links in another order', 3, '/Tabs /S', '', 'links of page 1'],
  [
    'text without a mark',
    4,
    '/Artifact <</Type /Pagination>> BDC\nBT\n(1) Tj\nET\nEMC',
    'BT\n(1) Tj\nET',
    '“(1) Tj” is neither',
  ],
  ['a line without a mark', 4, 'W* n', 'f', '“f” is neither'],
  ['a mark without a tag', 14, '/K 1', '/K []', 'mark 1 does not belong'],
  ['a mark in two tags', 14, '/K 1', '/K [1 2]', 'mark 2 does not belong'],
  ['a parent tree that leads elsewhere', 8, '11 0 R', '14 0 R', 'mark 0 does not belong'],
  ['a level that is skipped', 11, '/H1', '/H2', 'heading 1 is of level 2 after one of level 0'],
  ['a cell outside of rows', 16, '/TR', '/Div', 'TH in Div'],
  ['text in a list itself', 13, '/K 14 0 R', '/K [14 0 R 17 0 R]', 'LI, holds TH'],
  ['borders in a table', 15, '/K 16 0 R', '/Pg 3 0 R /K [16 0 R 9]', 'holds text that no Table may'],
  ['a head without a scope', 17, '/Scope /Row', '', 'whether it is one of a row'],
  ['a figure without words', 19, '/Alt (a \\(line\\))', '/Alt ( )', 'no alternative text'],
  ['a link without words', 5, '/Contents (to the title)', '', 'does not say where it leads'],
  ['a link that no tag has', 20, '/Obj 5 0 R', '/Obj 4 0 R', 'has no tag of its own'],
  ['a link that leads to another tag', 7, '1 20 0 R', '1 11 0 R', 'has no tag of its own'],
])('%s is found', (_, number, from, to, sentence) => {
  expect(GOOD[number]).toContain(from)
  expect(faults(number, from, to).join('; ')).toContain(sentence)
})
