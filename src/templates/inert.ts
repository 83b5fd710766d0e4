import { UserError } from '../errors.ts'

/** Elements that run, load another document or lead the page elsewhere, some of them past any policy of a page. */
const ACTIVE = /<(script|iframe|frame|frameset|fencedframe|portal|object|embed|applet|link|meta|base)(?=[\s/>])/i

/**
 * Refuses HTML of a template that does more than show something. Nothing of it would be done where a report is printed;
 * its edition for a browser could still open a connection or lead its reader away.
 *
 * @param html before the values are put in: they are text, whatever they look like
 * @throws UserError `template`
 */
export function assertInert(html: string, file: string): void {
  const found = ACTIVE.exec(html)?.[1]?.toLowerCase()
  if (found === undefined) return
  throw new UserError(
    'template',
    `${file} makes a <${found}>, and a report only shows things: leave it out, or write it as code, \`<${found}>\`.`,
  )
}

/** A style sheet's text. @throws UserError `template` where it would end the element that all of them stand in */
export function styleText({ file, text }: { file: string; text: string }): string {
  const line = text.split('\n').findIndex((one) => /<\/style/i.test(one))
  if (line === -1) return text
  throw new UserError('template', `${file}:${line + 1}: “</style” would end all style sheets: leave it out.`)
}
