import { type FileNames, fileNames, parseFileNamePattern } from '../assignment/file-names.ts'
import { project } from '../project.ts'
import { Overlay } from '../templates/overlay.ts'
import { loadReportTemplate } from '../templates/report-template.ts'

/**
 * What all that is made for an id is called: by `--file-name`, else as `templates/report.json` has it.
 * @param ending what names end with before their type, where it is not what is handed in
 * @throws UserError `usage` for a pattern that names no file, `template` where report.json is wrong
 */
export const productNames = (id: string, typed: string | undefined, ending = ''): FileNames =>
  fileNames(
    id,
    (typed === undefined
      ? loadReportTemplate(new Overlay(project().templates)).fileName
      : parseFileNamePattern(typed)) + ending,
  )
