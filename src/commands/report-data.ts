import { loadRun, type ReadBefore } from '../data/load.ts'
import { latestRecording } from '../data/recordings.ts'
import { layOut } from '../film/cut.ts'
import { analyse } from '../findings/analyse.ts'
import { compareRuns } from '../findings/run-comparison.ts'
import type { ReportInput } from '../report/render.ts'
import type { Templates } from '../templates/templates.ts'
import { spoken } from '../text/spoken.ts'

/**
 * What a report is made of, read from a run's folder: what was measured, and the film of its newest recording.
 * @param words in which it is said
 * @param compareWith folder of another run, beside which this one is put
 * @param before trials that were read before: what has not changed since need not be read again
 */
export function readReportData(
  folder: string,
  { words, film: settings }: Pick<Templates, 'words' | 'film'>,
  { compareWith, ...before }: ReadBefore & { compareWith?: string } = {},
): Pick<ReportInput, 'loaded' | 'analysis' | 'film'> {
  const loaded = loadRun(folder, before)
  const recorded = latestRecording(folder)?.recording.recording
  const film = recorded === undefined ? null : { ...layOut(recorded, settings), recordedAt: recorded.recordedAt }
  const analysis = analyse(loaded, words)
  const compared =
    compareWith === undefined ? null : spoken(compareRuns(analysis, analyse(loadRun(compareWith), words)), words)
  return { loaded, analysis: { ...analysis, compared }, film }
}
