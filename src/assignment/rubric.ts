import { type Phrase, say } from '../text/phrase.ts'

/** One item that the assignment gives points for. */
export interface RubricItem {
  asks: Phrase
  points: number
  needs: Needs
}

/** What a program can see of an answer: where one of these is not met, there is none yet. */
export interface Needs {
  /** Words, or Chinese characters. */
  words: number
  /** Each must be found in the text, in either language of the course. */
  mentions: readonly RegExp[]
  /** Only the parts under headings like this count. */
  under?: RegExp
  /** Drawings with data in them. */
  figures?: number
  tables?: number
}

export interface RubricSection {
  id: 'A' | 'B' | 'C' | 'D' | 'E' | 'F'
  title: string
  /** What has to be answered; a section's points are the sum of its items' points. */
  items: readonly RubricItem[]
}

/** The report's sections in the assignment's order. */
export const RUBRIC: readonly RubricSection[] = [
  {
    id: 'A',
    title: 'The instructions, argument by argument',
    items: [
      {
        points: 5,
        asks: say('rubric.A'),
        needs: {
          words: 1000,
          // One for each task and one for what comes before them.
          tables: 4,
          mentions: [
            ...[/exportfs/, /qemu-img/, /mount/, /no_root_squash/, /-enable-kvm/, /nowait/, /-incoming/],
            ...[/migrate -d/, /info migrate/],
          ],
        },
      },
    ],
  },
  {
    id: 'B',
    title: 'perf with and without KVM',
    items: [
      {
        points: 10,
        asks: say('rubric.B'),
        needs: { words: 250, figures: 1, mentions: [/\bperf\b/, /-enable-kvm|\bKVM\b/] },
      },
    ],
  },
  {
    id: 'C',
    title: 'iperf with and without virtio',
    items: [
      {
        points: 10,
        asks: say('rubric.C'),
        needs: { words: 250, figures: 1, mentions: [/\biperf/, /virtio/] },
      },
    ],
  },
  {
    id: 'D',
    title: 'perf and iperf while the VM migrates',
    items: [
      {
        points: 10,
        asks: say('rubric.D'),
        needs: { words: 250, figures: 1, mentions: [/\bperf\b/, /\biperf/, /migrat|遷移|移轉/i] },
      },
    ],
  },
  {
    id: 'E',
    title: 'Live migration: what it is and why it is needed',
    items: [
      {
        points: 10,
        asks: say('rubric.E'),
        needs: { words: 250, mentions: [/live migration|遷移|移轉/i] },
      },
    ],
  },
  {
    id: 'F',
    title: 'Fault tolerance and COLO',
    items: [
      {
        points: 7.5,
        asks: say('rubric.F.what'),
        needs: { words: 120, under: /what .*fault tolerance|required|容錯(?!.*關)/i, mentions: [/fault|容錯/i] },
      },
      {
        points: 7.5,
        asks: say('rubric.F.relation'),
        needs: { words: 120, under: /relat|關係|關聯/i, mentions: [/migrat|遷移|移轉/i, /fault|容錯/i] },
      },
    ],
  },
]

/** Sections whose points are also for what the student saw and how they explain it, in words of their own. */
export const OBSERVED = ['B', 'C', 'D'] as const satisfies readonly RubricSection['id'][]
export type Observed = (typeof OBSERVED)[number]

/** What a section is worth. */
export const pointsOf = (section: RubricSection['id']): number =>
  RUBRIC.filter(({ id }) => id === section)
    .flatMap(({ items }) => items)
    .reduce((sum, { points }) => sum + points, 0)

/** The demo, handed in as a link beside the report: 40 points, of which one missing step costs 20. */
export const FILM = {
  recording: {
    points: 20,
    asks: say('rubric.film.recording'),
  },
  steps: { points: 20, asks: say('rubric.film.steps') },
  longestMinutes: 30,
} as const
