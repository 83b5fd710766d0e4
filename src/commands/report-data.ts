import { loadRun } from '../data/load.ts'
import { latestRecording } from '../data/recordings.ts'
import { analyse } from '../findings/analyse.ts'
import { filmOf } from '../film/film.ts'
import { project } from '../project.ts'
import { loadFilmSettings } from '../report/film-settings.ts'
import { Overlay } from '../report/template-overlay.ts'
import { loadSettings } from '../report/template-files.ts'
import { loadWords } from '../report/template-words.ts'
import type { ReportInput } from '../report/view-model.ts'

/** What a report is made of, read from a run's folder: what was measured, and the film of its newest recording. */
export function readReportData(folder: string): Pick<ReportInput, 'loaded' | 'analysis' | 'film'> {
  const { templates } = project()
  const overlay = new Overlay(templates)
  const words = loadWords(overlay, loadSettings(overlay).language)
  const loaded = loadRun(folder)
  const recorded = latestRecording(folder)?.recording.recording
  const film = recorded === undefined ? null : { ...filmOf(recorded, loadFilmSettings(templates)), recordedAt: recorded.recordedAt }
  return { loaded, analysis: analyse(loaded, words), film }
}
