import { expect, test } from 'vitest'
import { printedObjects } from '../../testing/printed-objects.ts'
import { StructureTree } from './structure-tree.ts'

const tag = (role: string, parent: number, kids: string, rest = '', page = 4) =>
  `<</Type /StructElem\n/S /${role}\n/P ${parent} 0 R\n/Pg ${page} 0 R\n/K ${kids}${rest}>>`
const group = (role: string, parent: number, kids: string, rest = '') =>
  `<</Type /StructElem\n/S /${role}\n/P ${parent} 0 R\n/K ${kids}${rest}>>`
const cell = (...attributes: string[]) => `\n/A [${attributes.map((one) => `<</O /Table\n/${one}>>`).join(' ')}]`

/** Two pages: a paragraph with code in it, a list, a table whose head comes once more on page 2. */
const OBJECTS = [
  '<</Type /Catalog\n/Pages 3 0 R\n/StructTreeRoot 6 0 R>>',
  '<</Producer (x)>>',
  '<</Type /Pages\n/Kids [4 0 R 5 0 R]>>',
  '<</Type /Page\n/StructParents 0>>',
  '<</Type /Page\n/StructParents 1>>',
  '<</Type /StructTreeRoot\n/K 10 0 R\n/ParentTreeNextKey 2\n/ParentTree 7 0 R\n/IDTree 30 0 R>>',
  '<</Type /ParentTree\n/Nums [0 8 0 R 1 9 0 R]>>',
  '[12 0 R 13 0 R 16 0 R 17 0 R 21 0 R 18 0 R 23 0 R]',
  '[21 0 R 12 0 R]',
  group('Document', 6, '[11 0 R 15 0 R 18 0 R]'),
  group('P', 10, '[12 0 R 14 0 R]'),
  tag('NonStruct', 11, '[0 <</Type /MCR\n/Pg 5 0 R\n/MCID 1>>]'),
  tag('NonStruct', 14, '1'),
  group('Strong', 11, '13 0 R'),
  group('L', 10, '24 0 R'),
  tag('Lbl', 24, '2'),
  tag('NonStruct', 24, '3'),
  tag('Table', 10, '[5 19 0 R]'),
  group('TR', 18, '[20 0 R 22 0 R]'),
  group('TH', 19, '21 0 R', `${cell('Scope /Column', 'RowSpan 1', 'ColSpan 1')}\n/ID (node00000001)`),
  tag('NonStruct', 20, '[4 <</Type /MCR\n/Pg 5 0 R\n/MCID 0>>]'),
  group('TD', 19, '23 0 R', cell('Headers [(node00000001)]', 'RowSpan 1', 'ColSpan 2')),
  tag('NonStruct', 22, '6'),
  group('LI', 15, '[16 0 R 17 0 R]'),
  ...Array<string>(5).fill('<<>>'),
  '<</Kids [31 0 R]>>',
  '<</Limits [(node00000001) (node00000001)]\n/Names [(node00000001) 20 0 R]>>',
]

function tidied(objects: string[] = OBJECTS): Map<number, string> {
  const source = printedObjects(objects)
  const tree = new StructureTree(source, source.size)
  tree.drop(new Map([[4, new Set([5])]]))
  tree.drop(tree.repeatedHeads())
  tree.tidy()
  const written = new Map(source.objects)
  tree.writeTo(written)
  expect(tree.firstFree).toBe(source.size + 1)
  return written
}

test('text belongs to the paragraph, the head and the cell themselves, on whatever page it is', () => {
  const objects = tidied()
  expect(objects.get(11)).toBe(tag('P', 10, '[0 <</Type /MCR\n/Pg 5 0 R\n/MCID 1>> 1]'))
  for (const folded of [12, 13, 14, 17, 21, 23]) expect(objects.has(folded)).toBe(false)
})

test('an item of a list has a label and a body', () => {
  const objects = tidied()
  expect(objects.get(24)).toBe(group('LI', 15, '[16 0 R 32 0 R]'))
  expect(objects.get(32)).toBe(tag('LBody', 24, '3'))
})

test('a table has its rows alone, and its head once', () => {
  const objects = tidied()
  expect(objects.get(18)).toBe(group('Table', 10, '19 0 R'))
  expect(objects.get(20)).toBe(tag('TH', 19, '4', cell('Scope /Column')))
  expect(objects.get(22)).toBe(tag('TD', 19, '6', cell('ColSpan 2')))
})

test('marks follow one another in one tag, on one page', () => {
  const tree = new StructureTree(printedObjects(OBJECTS), 99)
  tree.tidy()
  // Of the paragraph mark 1 comes behind one of the other page; those of the head lie on two.
  expect(tree.followers()).toEqual(new Map())
  const two = OBJECTS.map((object) => object.replace('<</Type /MCR\n/Pg 5 0 R\n/MCID 1>>', '7'))
  const other = new StructureTree(printedObjects(two), 99)
  other.tidy()
  expect(other.followers()).toEqual(
    new Map([
      [
        4,
        new Map([
          [0, 7],
          [7, 1],
        ]),
      ],
    ]),
  )
})

test('each mark leads to the tag that has it, and an artifact’s to none', () => {
  const objects = tidied()
  expect(objects.get(8)).toBe('[11 0 R 11 0 R 16 0 R 32 0 R 20 0 R null 22 0 R]')
  expect(objects.get(9)).toBe('[null 11 0 R]')
})

test('a drawing says where it lies', () => {
  const source = printedObjects([...OBJECTS, tag('Figure', 10, '9')])
  const tree = new StructureTree(source, source.size)
  tree.place(new Map([[4, new Map([[9, [1, 2, 3, 4]]])]]))
  const written = new Map<number, string>()
  tree.writeTo(written)
  expect(written.get(32)).toContain('/BBox [1 2 3 4]')
})

test('names of heads are kept where a head has no scope, and not otherwise', () => {
  expect(tidied().get(6)).not.toContain('IDTree')
  expect(tidied().has(31)).toBe(false)
  const without = tidied(OBJECTS.map((object) => object.replace('<</O /Table\n/Scope /Column>> ', '')))
  expect(without.get(6)).toContain('/IDTree 30 0 R')
  expect(without.get(20)).toContain('/ID (node00000001)')
  expect(without.get(22)).toContain('/Headers [(node00000001)]')
})
