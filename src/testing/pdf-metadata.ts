import type { Metadata } from '../report/print/metadata.ts'

/** For tests: what a small PDF says of itself. */
export const PDF_METADATA: Metadata = {
  title: 'T',
  author: 'Lin',
  subject: 'S',
  keywords: [],
  date: '2026-01-01T00:00:00Z',
  lang: 'en',
  provenance: {
    run: 'r1',
    example: false,
    edition: 'core',
    student: { id: '1', name: 'Lin' },
    language: 'en',
    videoUrl: null,
    notMeasured: [],
  },
}
