import { z } from 'zod'
import { EDITIONS } from '../templates/edition.ts'

/** A place of a report that says that something was not measured, by the ids of its part and its own. */
const Place = z.strictObject({
  /** As in `section-D`. */
  part: z.string(),
  /** As in `figure-timeline`, `table-exits`, `experiment-matrix`. */
  id: z.string(),
})

/** Where a report comes from, in whatever language it is written. */
export const Provenance = z.strictObject({
  run: z.string().min(1),
  /** Made from the run that comes with the repository. */
  example: z.boolean(),
  /** How much of the report is printed. */
  edition: z.enum(EDITIONS),
  student: z.strictObject({ id: z.string().min(1), name: z.string().nullable() }),
  language: z.string(),
  /** Where the film was uploaded to. */
  videoUrl: z.string().nullable(),
  notMeasured: z.array(Place),
})
export type Provenance = z.infer<typeof Provenance>

/** Our own fields of XMP (ISO 16684-1), which has none for this. */
const NAMESPACE = 'urn:migration-lab:provenance#'

/** An attribute of HTML for a place that says that something was not measured. */
export const notMeasuredAttribute = (id: string): string => `data-not-measured="${id}"`

/** The places of a page that have the attribute. */
export function notMeasuredPlaces(parts: readonly { id: string; html: string }[]): Provenance['notMeasured'] {
  return parts.flatMap(({ id: part, html }) =>
    Array.from(html.matchAll(/\sdata-not-measured="([^"]*)"/g), ([, id = '']) => ({ part, id })),
  )
}

/** A report's provenance as a description within an XMP packet. */
export function provenanceXmp({ run, example, edition, student, language, videoUrl, notMeasured }: Provenance): string {
  const fields = {
    run,
    example: example ? 'True' : 'False',
    edition,
    studentId: student.id,
    studentName: student.name,
    language,
    videoUrl,
  }
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [element(name, escapeXml(value))],
  )
  const places = notMeasured.map(({ part, id }) => `<rdf:li>${escapeXml(`${part} ${id}`)}</rdf:li>`)
  return [
    `<rdf:Description rdf:about="" xmlns:lab="${NAMESPACE}">`,
    ...lines,
    element('notMeasured', `<rdf:Seq>${places.join('')}</rdf:Seq>`),
    '</rdf:Description>',
  ].join('\n')
}

/** The provenance that an XMP packet tells; null where it tells none, as those of older versions do. */
export function readProvenance(xmp: string): Provenance | null {
  const described = new RegExp(`<rdf:Description [^>]*xmlns:lab="${NAMESPACE}">([^]*?)</rdf:Description>`).exec(
    xmp,
  )?.[1]
  if (described === undefined) return null
  const inner = (name: string) => new RegExp(`<lab:${name}>([^]*?)</lab:${name}>`).exec(described)?.[1]
  const field = (name: string) => {
    const found = inner(name)
    return found === undefined ? null : unescapeXml(found)
  }
  const places = Array.from((inner('notMeasured') ?? '').matchAll(/<rdf:li>([^<]*)<\/rdf:li>/g), ([, place = '']) => {
    const [part = '', id = ''] = unescapeXml(place).split(' ')
    return { part, id }
  })
  const { data } = Provenance.safeParse({
    run: field('run'),
    example: { True: true, False: false }[field('example') ?? ''],
    // Before there were editions, everything was printed.
    edition: field('edition') ?? 'full',
    student: { id: field('studentId'), name: field('studentName') },
    language: field('language'),
    videoUrl: field('videoUrl'),
    notMeasured: places,
  })
  return data ?? null
}

const element = (name: string, content: string) => `<lab:${name}>${content}</lab:${name}>`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const CHARACTERS = Object.fromEntries(Object.entries(ENTITIES).map(([character, entity]) => [entity, character]))
const escapeXml = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
const unescapeXml = (text: string) => text.replace(/&(?:amp|lt|gt);/g, (entity) => CHARACTERS[entity] ?? entity)
