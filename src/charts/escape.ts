/** Text as it stands in an SVG, between tags or in double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&"<>]/g, (c) => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[c] ?? c)
}
