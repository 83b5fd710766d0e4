import { expect, it } from 'vitest'
import { withArtifacts, withRepeated } from './artifacts.ts'

const MARGIN = 'q\n/G3 gs\nBT\n<0001> Tj\nET\n.1 .1 .1 RG .1 .1 .1 rg\nBT\n<0002> Tj\nET\nQ\n'
const AREA = 'q\n390.625 318.75 1700.8301 2870.0684 re\nW* n\n'

it('marks what stands in the margins, and what is painted without a mark in the text', () => {
  const text = '/P <</MCID 0 >>BDC\nBT\n<0003> Tj\nET\nEMC\n'
  const rule = '.7 .7 .7 rg\n1 2 3 4 re\nf\n.5 .5 .5 rg\n0 0 m\n1 1 l\nS\n'
  expect(withArtifacts(`${MARGIN}${AREA}${text}${rule}Q\n`)).toEqual({
    content:
      'q\n/G3 gs\n/Artifact <</Type /Pagination>> BDC\nBT\n<0001> Tj\nET\n.1 .1 .1 RG .1 .1 .1 rg\nBT\n<0002> Tj\nET\nEMC\nQ\n' +
      `${AREA}${text}.7 .7 .7 rg\n/Artifact <</Type /Layout>> BDC\n1 2 3 4 re\nf\n.5 .5 .5 rg\n0 0 m\n1 1 l\nS\nEMC\nQ\n`,
    artifacts: [],
    drawings: new Map(),
  })
})

it('takes borders out of the tags, and leaves the lines of a drawing in them', () => {
  const borders = '/Table <</MCID 4 >>BDC\n1 2 3 4 re\nf\nEMC\n'
  const drawing = '/Figure <</MCID 5 >>BDC\n0 0 m\n1 1 l\nS\nEMC\n'
  expect(withArtifacts(AREA + borders + drawing)).toEqual({
    content: `${AREA}/Artifact <</Type /Layout>> BDC\n1 2 3 4 re\nf\nEMC\n${drawing}`,
    artifacts: [4],
    drawings: new Map(),
  })
})

it('keeps a replacement of text within its text, tagged or not', () => {
  const nested = 'BT\n<0001> Tj\n/Span<</ActualText <FEFF00A0> >> BDC\n5 0 Td <0002> Tj\nEMC\nET\n'
  const tagged = `/P <</MCID 0 >>BDC\n${nested}EMC\n`
  expect(withArtifacts(nested + AREA + tagged).content).toBe(
    `/Artifact <</Type /Pagination>> BDC\n${nested}EMC\n${AREA}${tagged}`,
  )
})

it('marks the repeated heading of a table', () => {
  const other = '/NonStruct <</MCID 11 >>BDC\nBT\n<0001> Tj\nET\nEMC\n'
  expect(withRepeated(`/NonStruct <</MCID 1 >>BDC\nBT\n<0001> Tj\nET\nEMC\n${other}`, new Set([1]))).toBe(
    `/Artifact <</Type /Pagination>> BDC\nBT\n<0001> Tj\nET\nEMC\n${other}`,
  )
})

it('says where a drawing lies that has a clip of its own', () => {
  const clip = 'Q\nq\n390.625 1056.25 1675 1568.75 re\nW* n\nq\n'
  const drawing = '/Figure <</MCID 7 >>BDC\n0 0 m\n1 1 l\nS\nEMC\n'
  const page = '.24 0 0 -.24 0 841.92 cm\n'
  expect([...withArtifacts(page + AREA + clip + drawing).drawings]).toEqual([[7, [93.75, 211.92, 495.75, 588.42]]])
  expect(withArtifacts(page + AREA + drawing).drawings.size).toBe(0)
})

it('leaves a page that is not written so as it is', () => {
  const open = `${MARGIN}${AREA}/P <</MCID 0 >>BDC\nBT\nET\n`
  expect(withArtifacts(open)).toEqual({ content: open, artifacts: [], drawings: new Map() })
})
