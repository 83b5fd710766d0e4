import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClassList } from './class-list.ts'
import { isId, isName } from './identity.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readClassList(bytes(text), 'class.csv')
const faultsOf = (text: string) => read(text).faults.map(({ line, sentence }) => `${line}: ${sentence}`)

describe('the list of a class', () => {
  test('has its columns in any order, and only the id must be there', () => {
    expect(read('run,name,id\n,林美,B119\n20250301T101500Z-quick,"Lin, ""Mei""",113\n').students).toEqual([
      { id: 'B119', name: '林美', language: null, run: null, line: 2 },
      { id: '113', name: 'Lin, "Mei"', language: null, run: '20250301T101500Z-quick', line: 3 },
    ])
    expect(read('ID\n1\n2').students.map(({ id }) => id)).toEqual(['1', '2'])
  })

  test('may have a byte order mark, the line ends of any system, spaces and empty lines', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(read(`\ufeffid, language${end}1 , zh-TW${end}${end}2,${end}`)).toMatchObject({
        students: [
          { id: '1', language: 'zh-TW' },
          { id: '2', language: null },
        ],
        faults: [],
      })
  })

  test('that was not saved as UTF-8 is refused, with the line and what to do', () => {
    const big5 = Uint8Array.from([...bytes('id,name\n1,Lin\n2,'), 0xaa, 0x4c, 0xac, 0xfc, 10])
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from('id\n1\n', 'utf16le')])
    for (const [list, line] of [
      [big5, 3],
      [utf16, 1],
    ] as const) {
      const { students, faults } = readClassList(list, 'class.csv')
      expect(students).toEqual([])
      expect(faults).toEqual([{ line, sentence: expect.stringMatching(/UTF-8.*iconv -f BIG5 -t UTF-8 class\.csv/) }])
    }
  })

  test('is read to its end: every mistake is said with its line and with what is expected', () => {
    const long = '林'.repeat(81)
    expect(faultsOf(`id,name\n１１３,a\n-x,b\n,c\n1,Lin,Mei\n2,${long}\nb7,d\nB7,e\n3,f`)).toEqual([
      expect.stringMatching(/^2: .*full-width characters: write 113$/),
      expect.stringMatching(/^3: the id "-x" can't be used: 1 to 32 letters/),
      '4: the id is missing',
      expect.stringMatching(/^5: there are 3 fields, and the first line names 2: .*quotation marks$/),
      expect.stringMatching(/^6: the name .* at most 80 printable characters/),
      '8: the id B7 stands in line 7 already',
    ])
  })

  test('needs a first line that names columns, and a student', () => {
    expect(faultsOf('')).toEqual([expect.stringMatching(/^1: there is nothing: .*id,name,language,run/)])
    expect(faultsOf('113,Lin\n')).toEqual([expect.stringMatching(/^1: "113" is no column: .*id,name,language,run/)])
    expect(faultsOf('id;name\n1;Lin')).toEqual([expect.stringMatching(/^1: "id;name" is no column/)])
    expect(faultsOf('name\nLin')).toEqual([expect.stringMatching(/^1: there is no column id/)])
    expect(faultsOf('id,id\n1,2')).toEqual(['1: the column id stands there twice'])
    expect(faultsOf('id\n')).toEqual([expect.stringMatching(/^2: there is no student/)])
  })

  test('with quotation marks that do not match names the line', () => {
    expect(faultsOf('id,name\n1,"Lin\n2,Mei')).toEqual([expect.stringMatching(/^\d: the quotation marks do not match/)])
    expect(faultsOf('id,name\n1,Li"n\n')).toEqual([expect.stringMatching(/^2: the quotation marks do not match/)])
  })

  test('of any bytes gives students that can be printed, or says why not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string({ unit: 'binary' }).map((rest) => bytes(`id,name\n${rest}`)),
        ),
        (list) => {
          const { students, faults } = readClassList(list, 'class.csv')
          expect(students.length + faults.length).toBeGreaterThan(0)
          for (const { id, name } of students) expect(isId(id) && (name === null || isName(name))).toBe(true)
        },
      ),
    )
  })

  test('gives any names back as they were quoted', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((one) => one.normalize('NFC').trim())
      .filter(isName)
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        const rows = names.map((one, index) => `${index},"${one.replaceAll('"', '""')}"\r\n`)
        expect(read(`id,name\r\n${rows.join('')}`).students.map((student) => student.name)).toEqual(names)
      }),
    )
  })
})
