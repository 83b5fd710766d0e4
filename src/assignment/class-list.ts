import { type ClassRecord, type ListFault, readClassRecords } from './class-records.ts'
import { isId, isName, parseName } from './identity.ts'

/** One student of a class, as a line of its list has them. */
export interface Student {
  id: string
  name: string | null
  /** null where the line has none. */
  language: string | null
  run: string | null
  /** Where they stand in the list. */
  line: number
}

const COLUMNS = ['id', 'name', 'language', 'run'] as const
type Column = (typeof COLUMNS)[number]

const EXPECTED = `the first line names the columns: ${COLUMNS.join(',')}, in any order, of which only id must be there`

/**
 * The list of a class: a CSV file whose first line names its columns.
 * @param file as it is called in a sentence
 * @returns its students in order, and every mistake in it; a line with a mistake gives no student
 */
export function readClassList(bytes: Uint8Array, file: string): { students: Student[]; faults: ListFault[] } {
  const read = readClassRecords(bytes, file)
  if ('fault' in read) return { students: [], faults: [read.fault] }
  const [head, ...rows] = read.records
  if (head === undefined) return { students: [], faults: [{ line: 1, sentence: `there is nothing: ${EXPECTED}` }] }
  const columns = columnsIn(head)
  if (!Array.isArray(columns)) return { students: [], faults: [columns] }
  if (rows.length === 0)
    return {
      students: [],
      faults: [{ line: head.line + 1, sentence: 'there is no student: a line for each is expected' }],
    }
  const checked = rows.map((row) => studentIn(row, columns))
  const students = checked.flatMap(({ student }) => student ?? [])
  return {
    students,
    faults: [...checked.flatMap(({ faults }) => faults), ...doubles(students)].sort((a, b) => a.line - b.line),
  }
}

/** What each field of a row is. */
function columnsIn({ line, fields }: ClassRecord): Column[] | ListFault {
  const columns: Column[] = []
  for (const field of fields) {
    const column = COLUMNS.find((one) => one === field.toLowerCase())
    if (column === undefined) return { line, sentence: `${JSON.stringify(field)} is no column: ${EXPECTED}` }
    if (columns.includes(column)) return { line, sentence: `the column ${column} stands there twice` }
    columns.push(column)
  }
  return columns.includes('id') ? columns : { line, sentence: `there is no column id: ${EXPECTED}` }
}

function studentIn(
  { line, fields }: ClassRecord,
  columns: readonly Column[],
): { student: Student | null; faults: ListFault[] } {
  if (fields.length > columns.length) {
    const sentence = `there are ${fields.length} fields, and the first line names ${columns.length}: a field with a comma is put into quotation marks`
    return { student: null, faults: [{ line, sentence }] }
  }
  const field = (column: Column) => fields[columns.indexOf(column)] || null
  const id = field('id') ?? ''
  const name = field('name')
  const sentences = [
    ...(isId(id) ? [] : [idSentence(id)]),
    ...(name === null || isName(name) ? [] : [nameSentence(name)]),
  ]
  if (sentences.length > 0) return { student: null, faults: sentences.map((sentence) => ({ line, sentence })) }
  const student = { id, name: name && parseName(name), language: field('language'), run: field('run'), line }
  return { student, faults: [] }
}

function idSentence(id: string): string {
  if (id === '') return 'the id is missing'
  const narrow = id.normalize('NFKC')
  return isId(narrow)
    ? `the id ${JSON.stringify(id)} is written in full-width characters: write ${narrow}`
    : `the id ${JSON.stringify(id)} can't be used: 1 to 32 letters, digits, - or _ are expected, the first no -`
}

const nameSentence = (name: string) =>
  `the name ${JSON.stringify(name)} can't be used: at most 80 printable characters are expected`

/** Ids that would give two students the same file, on a disk that does not tell large letters from small ones, too. */
function doubles(students: readonly Student[]): ListFault[] {
  const seen = new Map<string, Student>()
  return students.flatMap((student) => {
    const first = seen.get(student.id.toLowerCase())
    if (first === undefined) {
      seen.set(student.id.toLowerCase(), student)
      return []
    }
    return [{ line: student.line, sentence: `the id ${student.id} stands in line ${first.line} already` }]
  })
}
