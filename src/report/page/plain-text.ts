/** The text of HTML, without its markup. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code: string | undefined, name: string | undefined) =>
      code === undefined
        ? ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name ?? ''] ?? '')
        : String.fromCodePoint(Number(code)),
    )
}
