import type { PdfObjects } from './pdf-objects.ts'

/** What a tag holds, in reading order. */
type Kid =
  | { kind: 'tag'; number: number }
  /** Content of a page by its mark, and an annotation, which lies on a page too. */
  | { kind: 'content'; page: number; mark: number }
  | { kind: 'object'; page: number; number: number }

interface Tag {
  role: string
  parent: number
  /** Alternative text and language. */
  said: string
  kids: Kid[]
  attributes: string
}

/** Marks on pages, by the pages' object numbers. */
export type Marks = ReadonlyMap<number, ReadonlySet<number>>

/** What Chromium writes for a tag. */
const TAG =
  /^<<\/Type \/StructElem\n\/S \/(\w+)\n([^]*?)\/P (\d+) 0 R(?:\n\/Pg (\d+) 0 R)?\n\/K (\[[^\]]*\]|\d+ 0 R|\d+)([^]*)>>$/
const KID =
  /<<\/Type \/MCR\n\/Pg (\d+) 0 R\n\/MCID (\d+)>>|<<\/Type \/OBJR\n\/Obj (\d+) 0 R\n\/Pg (\d+) 0 R>>|(\d+) 0 R|(\d+)/g

/** What stands within a line, or in a cell: text in it needs no tag of its own. */
const HOLDS_TEXT = /^(?:P|H[1-6]|Code|Span|Link|Quote|TH|TD|Lbl|LBody)$/
/** Of no use without content. */
const EMPTY_MEANS_NOTHING = /^(?:NonStruct|Div|P|Span|Code|LBody)$/

/**
 * The tags of a PDF of Chromium, tidied. Each piece of text has a tag `NonStruct` of its own, which says nothing and is
 * half of all objects; items of lists lack their bodies; cells name their heads one by one, which the heads' scopes do
 * for all; and what is no content is tagged as some.
 */
export class StructureTree {
  readonly #source: PdfObjects
  readonly #tags = new Map<number, Tag>()
  readonly #removed = new Set<number>()
  #next: number

  /** @param firstFree number of an object that is not there yet */
  constructor(source: PdfObjects, firstFree: number) {
    this.#source = source
    this.#next = firstFree
    for (const [number, object] of source.objects) {
      const found = TAG.exec(object)
      if (found === null) continue
      const [, role = '', said = '', parent, page, kids = '', attributes = ''] = found
      // Chromium's tags of PDF 2.0 mean nothing in a file of 1.7, where both are spans.
      const known = role === 'Strong' || role === 'Em' ? 'Span' : role
      this.#tags.set(number, {
        role: known,
        parent: Number(parent),
        said,
        kids: kidsOf(kids, Number(page)),
        attributes,
      })
    }
  }

  /** Number of the next object that is not there yet. */
  get firstFree(): number {
    return this.#next
  }

  /** Heads of columns where a table has them once more, on its later pages. */
  repeatedHeads(): Marks {
    const repeated = new Map<number, Set<number>>()
    const order = new Map(this.#source.pages().map((page, index) => [page, index]))
    for (const tag of this.#tags.values()) {
      if (tag.role !== 'TH' || !/\/Scope \/Column\b/.test(tag.attributes)) continue
      const content = this.#contentBelow(tag)
      const first = Math.min(...content.map(({ page }) => order.get(page) ?? 0))
      for (const { page, mark } of content) {
        if (order.get(page) === first) continue
        repeated.set(page, (repeated.get(page) ?? new Set()).add(mark))
      }
    }
    return repeated
  }

  #contentBelow(tag: Tag): { page: number; mark: number }[] {
    return tag.kids.flatMap((kid) => {
      if (kid.kind === 'content') return [kid]
      const below = kid.kind === 'tag' ? this.#tags.get(kid.number) : undefined
      return below === undefined ? [] : this.#contentBelow(below)
    })
  }

  /** Takes marks out of the tags, of what is no content after all. */
  drop(marks: Marks): void {
    for (const tag of this.#tags.values()) {
      tag.kids = tag.kids.filter((kid) => kid.kind !== 'content' || marks.get(kid.page)?.has(kid.mark) !== true)
    }
  }

  /** From each mark to the one behind it in the same tag, by pages. */
  followers(): ReadonlyMap<number, ReadonlyMap<number, number>> {
    const found = new Map<number, Map<number, number>>()
    for (const { kids } of this.#tags.values()) {
      for (const [index, kid] of kids.entries()) {
        const next = kids[index + 1]
        if (kid.kind !== 'content' || next?.kind !== 'content' || kid.page !== next.page) continue
        const ofPage = found.get(kid.page) ?? new Map<number, number>()
        found.set(kid.page, ofPage.set(kid.mark, next.mark))
      }
    }
    return found
  }

  /** Says of drawings where they lie on their pages, by the marks of what is drawn (ISO 32000-1, 14.8.5.4.3). */
  place(drawings: ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>): void {
    for (const tag of this.#tags.values()) {
      if (tag.role !== 'Figure' || tag.attributes !== '') continue
      const [box] = tag.kids.flatMap((kid) => (kid.kind === 'content' ? [drawings.get(kid.page)?.get(kid.mark)] : []))
      if (box !== undefined) tag.attributes = `\n/A <</O /Layout\n/Placement /Block\n/BBox [${box.join(' ')}]>>`
    }
  }

  /** Gives items of lists their bodies, and text to the tags that it belongs to. */
  tidy(): void {
    for (const [number, { role }] of [...this.#tags]) if (role === 'LI') this.#giveBody(number)
    for (const [number, { parent }] of [...this.#tags]) if (!this.#tags.has(parent)) this.#fold(number)
  }

  /** What follows an item's label is its body. */
  #giveBody(item: number): void {
    const tag = this.#tags.get(item)
    if (tag === undefined) return
    const roleOf = (kid: Kid) => (kid.kind === 'tag' ? this.#tags.get(kid.number)?.role : undefined)
    const labels = tag.kids.filter((kid) => roleOf(kid) === 'Lbl')
    const rest = tag.kids.filter((kid) => roleOf(kid) !== 'Lbl')
    if (rest.length === 0 || rest.every((kid) => roleOf(kid) === 'LBody')) return
    const number = this.#next++
    for (const kid of rest) {
      const below = kid.kind === 'tag' ? this.#tags.get(kid.number) : undefined
      if (below !== undefined) below.parent = number
    }
    this.#tags.set(number, { role: 'LBody', parent: item, said: '', kids: rest, attributes: '' })
    tag.kids = [...labels, { kind: 'tag', number }]
  }

  /** Puts the text of tags that say nothing into the tag above, from below upwards. */
  #fold(number: number): void {
    const tag = this.#tags.get(number)
    if (tag === undefined) return
    tag.kids = tag.kids.flatMap((kid) => {
      if (kid.kind !== 'tag') return [kid]
      this.#fold(kid.number)
      const below = this.#tags.get(kid.number)
      if (below === undefined) return []
      const isEmpty = below.kids.length === 0 && EMPTY_MEANS_NOTHING.test(below.role)
      const saysNothing = /^(?:NonStruct|Span)$/.test(below.role) && below.said === '' && below.attributes === ''
      const isText = below.kids.every(({ kind }) => kind === 'content')
      if (!isEmpty && !(saysNothing && isText && HOLDS_TEXT.test(tag.role))) return [kid]
      this.#tags.delete(kid.number)
      this.#removed.add(kid.number)
      return below.kids
    })
  }

  /** Writes the tags into the objects, and what refers to them. */
  writeTo(objects: Map<number, string>): void {
    const root = this.#reference(this.#source.root, 'StructTreeRoot')
    if (root === null) return
    const haveScopes = [...this.#tags.values()].every(
      ({ role, attributes }) => role !== 'TH' || /\/Scope\b/.test(attributes),
    )
    for (const number of this.#removed) objects.delete(number)
    for (const [number, tag] of this.#tags) objects.set(number, written(tag, haveScopes))
    this.#writeParents(objects, root)
    const names = this.#reference(root, 'IDTree')
    if (!haveScopes || names === null) return
    for (const [, leaf] of this.#source.get(names).matchAll(/(\d+) 0 R/g)) objects.delete(Number(leaf))
    objects.delete(names)
    objects.set(root, this.#source.get(root).replace(/\n\/IDTree \d+ 0 R/, ''))
  }

  /** From each mark of a page to the tag that holds it now; to none where it is no content. */
  #writeParents(objects: Map<number, string>, root: number): void {
    const parents = this.#reference(root, 'ParentTree')
    if (parents === null) return
    const holders = new Map<number, Map<number, number>>()
    for (const [number, { kids }] of this.#tags) {
      for (const kid of kids) {
        if (kid.kind !== 'content') continue
        const ofPage = holders.get(kid.page) ?? new Map<number, number>()
        holders.set(kid.page, ofPage.set(kid.mark, number))
      }
    }
    const lists = new Map(
      [...this.#source.get(parents).matchAll(/(\d+) (\d+) 0 R/g)].map(([, key, list]) => [Number(key), Number(list)]),
    )
    for (const page of this.#source.pages()) {
      const list = lists.get(Number(/\/StructParents (\d+)/.exec(this.#source.get(page))?.[1]))
      if (list === undefined) continue
      const marks = this.#source.get(list).match(/\d+ 0 R|null/g) ?? []
      const held = marks.map((_, mark) => holders.get(page)?.get(mark))
      objects.set(list, `[${held.map((number) => (number === undefined ? 'null' : `${number} 0 R`)).join(' ')}]`)
    }
  }

  #reference(from: number, key: string): number | null {
    const found = new RegExp(`/${key} (\\d+) 0 R`).exec(this.#source.get(from))
    return found === null ? null : Number(found[1])
  }
}

function kidsOf(text: string, page: number): Kid[] {
  return [...text.matchAll(KID)].map(([, otherPage, otherMark, object, objectPage, tag, mark]): Kid => {
    if (tag !== undefined) return { kind: 'tag', number: Number(tag) }
    if (object !== undefined) return { kind: 'object', page: Number(objectPage), number: Number(object) }
    if (mark !== undefined) return { kind: 'content', page, mark: Number(mark) }
    return { kind: 'content', page: Number(otherPage), mark: Number(otherMark) }
  })
}

function written({ role, parent, said, kids, attributes }: Tag, haveScopes: boolean): string {
  const page = kids.find(({ kind }) => kind === 'content')
  const own = page?.kind === 'content' ? page.page : null
  const list = kids.map((kid) => {
    if (kid.kind === 'tag') return `${kid.number} 0 R`
    if (kid.kind === 'object') return `<</Type /OBJR\n/Obj ${kid.number} 0 R\n/Pg ${kid.page} 0 R>>`
    return kid.page === own ? `${kid.mark}` : `<</Type /MCR\n/Pg ${kid.page} 0 R\n/MCID ${kid.mark}>>`
  })
  const onPage = own === null ? '' : `\n/Pg ${own} 0 R`
  const held = list.length === 1 && !list[0]?.startsWith('<<') ? list[0] : `[${list.join(' ')}]`
  const rest = haveScopes ? withoutNames(attributes) : attributes
  return `<</Type /StructElem\n/S /${role}\n${said}/P ${parent} 0 R${onPage}\n/K ${held}${rest}>>`
}

/** A cell belongs to one row and column unless it says otherwise, and to their heads by the heads' scopes. */
function withoutNames(attributes: string): string {
  return attributes
    .replace(/\n\/ID \([^)]*\)/, '')
    .replace(/ ?<<\/O \/Table\n\/(?:RowSpan 1|ColSpan 1|Headers \[[^\]]*\])>>/g, '')
    .replace(/\[ /, '[')
    .replace(/\n\/A \[\]/, '')
}
