import { expect, test } from 'vitest'
import {
  notMeasuredAttribute,
  notMeasuredPlaces,
  type Provenance,
  provenanceXmp,
  readProvenance,
} from './provenance.ts'

const provenance: Provenance = {
  run: '20260101T000000Z-abc',
  example: false,
  edition: 'core',
  student: { id: '113062566', name: '林 & <Söhne> &amp; "x"' },
  language: 'zh-TW',
  videoUrl: 'https://example.com/see?a=1&b=2',
  notMeasured: [
    { part: 'section-D', id: 'figure-timeline' },
    { part: 'appendix', id: 'table-compared' },
  ],
}

test('what is written is read, whatever characters it has', () => {
  expect(readProvenance(`<rdf:RDF>\n${provenanceXmp(provenance)}\n</rdf:RDF>`)).toEqual(provenance)
  const bare = { ...provenance, example: true, student: { id: '1', name: null }, videoUrl: null, notMeasured: [] }
  expect(readProvenance(provenanceXmp(bare))).toEqual(bare)
})

test('a report from before there were editions has everything in it', () => {
  const before = provenanceXmp(provenance).replace(/<lab:edition>.*\n/, '')
  expect(readProvenance(before)).toEqual({ ...provenance, edition: 'full' })
})

test.each([
  ['a file without XMP', ''],
  [
    'XMP of another program',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"></rdf:Description>',
  ],
  ['XMP in which the run is missing', provenanceXmp(provenance).replace(/<lab:run>.*\n/, '')],
  ['XMP that does not say whether it is the example', provenanceXmp(provenance).replace('False', 'perhaps')],
  ['XMP of an edition that there is not', provenanceXmp(provenance).replace('>core<', '>half<')],
])('%s tells no provenance', (_, xmp) => expect(readProvenance(xmp)).toBeNull())

test('places are found by their attribute, not by what they say', () => {
  const html = `<p class="not-measured" ${notMeasuredAttribute('figure-timeline')}><b>未量測。</b></p>`
  const parts = [
    { id: 'section-C', html: '<p>Not measured.</p>' },
    { id: 'section-D', html },
  ]
  expect(notMeasuredPlaces(parts)).toEqual([{ part: 'section-D', id: 'figure-timeline' }])
})
