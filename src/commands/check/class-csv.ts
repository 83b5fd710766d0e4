import { csvOf, type Field } from '../../text/csv.ts'
import { type ComparedRow, pointsOf } from './class-row.ts'
import { missingParts } from './class-words.ts'

/** A spreadsheet takes a file for UTF-8 by this mark. */
const BYTE_ORDER_MARK = '\ufeff'

/** Names of the items, in the order of their rubric. */
const ITEMS = ['A', 'B', 'C', 'D', 'E', 'F.what', 'F.relation', 'film.recording', 'film.steps'] as const

const HEADINGS = [
  ...['id', 'name', 'file', 'points', 'of_points'],
  ...ITEMS,
  ...[
    'missing',
    'own_observations',
    'film',
    'film_seconds',
    'film_steps_seen',
    'film_steps',
    'film_steps_missing',
    'film_link',
  ],
  ...[
    'run',
    'example',
    'language',
    'pages',
    'numbers',
    'same_file_as',
    'same_run_as',
    'same_numbers_as',
    'failed_checks',
    'unreadable',
  ],
]

/** `out/checks.csv`: a line for each student, all that the table tells and more. Points stand where an item is there, else 0. */
export const classCsv = (rows: readonly ComparedRow[]): string => BYTE_ORDER_MARK + csvOf(HEADINGS, rows.map(fieldsOf))

function fieldsOf(row: ComparedRow): Field[] {
  const { present, total } = pointsOf(row)
  const { film, same } = row
  return [
    ...[row.id, row.name, row.file, present, total],
    ...ITEMS.map((_, index) => {
      const item = row.items[index]
      return item?.status === 'present' ? item.points : 0
    }),
    ...[missingParts(row).join(' '), row.observed === null ? null : row.observed.join(' ')],
    ...[film?.file ?? null, film?.seconds ?? null, film?.steps?.seen ?? null, film?.steps?.all ?? null],
    ...[film?.steps?.unseen.join('; ') ?? null, row.link],
    ...[row.run, row.file === null ? null : String(row.example), row.language, row.pages || null, row.numbers],
    ...[same.file.join(' '), same.run.join(' '), same.numbers.map(({ id, percent }) => `${id}:${percent}%`).join(' ')],
    ...[row.faults.map(({ id }) => id).join(' '), row.unreadable],
  ]
}
