import { type MarkedContent, withArtifacts, withRepeated } from './artifacts.ts'
import { compositeFonts } from './font-advances.ts'
import { withJoinedMarks } from './joined-marks.ts'
import type { KeptPage, PageStore } from './kept-pages.ts'
import { packedContent, readContents } from './page-contents.ts'
import type { PdfObjects } from './pdf-objects.ts'
import { withRectangles } from './rectangles.ts'
import { shorterNumbers } from './shorter-numbers.ts'
import type { StructureTree } from './structure-tree.ts'
import { textRuns } from './text-runs.ts'

/**
 * What the pages paint, each piece of it tagged or marked as an artifact, as objects by their numbers; the tags are tidied on the
 * way. Pages that are in the store are taken from it, and all of them are put into it.
 */
export async function taggedContents(
  source: PdfObjects,
  tree: StructureTree,
  store: PageStore,
): Promise<Map<number, string>> {
  const fonts = compositeFonts(source)
  const widths = fonts.map(({ name, descendant }) => `${name} ${descendant}`)
  const pages = readContents(source).map((one) => {
    const key = store.keyOf(widths, one.packed)
    const known = store.get(key)
    return { ...one, key, known, marked: known === undefined ? withArtifacts(one.content()) : keptMarks(known) }
  })
  tree.drop(new Map(pages.map(({ page, marked }) => [page, new Set(marked.artifacts)])))
  const repeated = tree.repeatedHeads()
  tree.drop(repeated)
  tree.place(new Map(pages.map(({ page, marked }) => [page, marked.drawings])))
  tree.tidy()
  const shorter = textRuns(fonts)
  const followers = tree.followers()
  const finished = pages.map(({ page, stream, key, known, marked, content }) => {
    const heads = repeated.get(page) ?? new Set()
    const behind = followers.get(page) ?? new Map<number, number>()
    const tags = JSON.stringify([[...heads], [...behind]])
    if (known?.tags === tags) return { page, stream, key, kept: Promise.resolve(known), joined: known.joined }
    const full = marked.content ?? withArtifacts(content()).content
    const { content: written, joined } = withJoinedMarks(
      withRepeated(full, heads),
      (mark, earlier) => behind.get(earlier) === mark,
    )
    const packed = packedContent(withRectangles(shorterNumbers(shorter(written))))
    const { artifacts, drawings } = marked
    const kept = packed.then((object): KeptPage => ({ artifacts, drawings: [...drawings], tags, joined, object }))
    return { page, stream, key, kept, joined }
  })
  tree.drop(new Map(finished.map(({ page, joined }) => [page, new Set(joined)])))
  const objects = finished.map(async ({ stream, key, kept }): Promise<[number, string]> => {
    const page = await kept
    store.set(key, page)
    return [stream, page.object]
  })
  return new Map(await Promise.all(objects))
}

/** What the tags must know of a page’s marks. */
const keptMarks = ({ artifacts, drawings }: KeptPage): Omit<MarkedContent, 'content'> & { content: null } => ({
  content: null,
  artifacts,
  drawings: new Map(drawings),
})
