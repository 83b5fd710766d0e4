/**
 * The page around the previewed report: it shows the report in a frame, puts what differs in the next one into it, and
 * lays an error over it. Where more than text and styles differ, the next report is loaded anew and scrolled to where the
 * reader was. The report itself keeps its own strict policy.
 */
export const SHELL = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<style>
html,body{margin:0;height:100%}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0}
#error{position:absolute;inset:auto 0 0 0;margin:0;padding:1rem 1.5rem;max-height:50%;overflow:auto;background:#7a1f1f;color:#fff;
font:15px/1.5 ui-monospace,monospace;white-space:pre-wrap}
[hidden]{display:none}
</style>
</head>
<body>
<iframe title="The report"></iframe>
<pre id="error" role="alert" hidden></pre>
<script>
const error = document.getElementById('error')
let frame = document.querySelector('iframe')
let loading = null
let newest
async function showReport(version) {
  newest = version
  const next = new DOMParser().parseFromString(await (await fetch('/report?' + version)).text(), 'text/html')
  if (version !== newest) return
  loading?.remove()
  loading = null
  const shown = frame.contentDocument
  if (shown === null || !sameFrame(shown, next)) return load(version)
  shown.title = next.title
  const [style, nextStyle] = [shown, next].map(lastStyle)
  if (style !== undefined && style.textContent !== nextStyle.textContent) style.textContent = nextStyle.textContent
  renew(shown.body, next.body)
  told(next.title, version)
}
const lastStyle = (page) => [...page.head.querySelectorAll('style')].at(-1)
/* Language, policy and fonts, which take most of the time of a load. */
function sameFrame(one, other) {
  const [a, b] = [one, other].map((page) => {
    const head = page.head.cloneNode(true)
    head.querySelector('title')?.remove()
    const style = [...head.querySelectorAll('style')].at(-1)
    if (style !== undefined) style.textContent = ''
    return [page.documentElement.cloneNode(), page.body.cloneNode(), head]
  })
  return a.every((part, i) => part.isEqualNode(b[i]))
}
/* What is new is parsed in the report's own page, by its policy. */
function renew(old, next) {
  if (old.isEqualNode(next)) return
  const [olds, nexts] = [[...old.childNodes], [...next.childNodes]]
  const alike = old.cloneNode().isEqualNode(next.cloneNode()) && olds.length === nexts.length
    && olds.every((node, i) => node.isEqualNode(nexts[i]) || (node.nodeType === 1 && nexts[i].nodeType === 1))
  if (alike) olds.forEach((node, i) => renew(node, nexts[i]))
  else if (old === old.ownerDocument.body) old.innerHTML = next.innerHTML
  else old.outerHTML = next.outerHTML
}
function load(version) {
  const next = frame.cloneNode()
  loading = next
  next.src = '/report?' + version
  next.style.visibility = 'hidden'
  next.onload = () => {
    if (next !== loading) return
    loading = null
    const y = frame.contentWindow?.scrollY ?? 0
    next.contentWindow.scrollTo(0, y)
    next.style.visibility = ''
    frame.remove()
    frame = next
    told(next.contentDocument.title, version)
  }
  frame.after(next)
}
function told(title, version) {
  document.title = title
  document.body.dataset.version = version
}
const events = new EventSource('/events')
events.addEventListener('report', ({ data }) => { error.hidden = true; showReport(data) })
events.addEventListener('fault', ({ data }) => { error.textContent = JSON.parse(data); error.hidden = false })
events.onerror = () => { error.textContent = 'The preview has ended; start it again with npm run preview.'; error.hidden = false }
</script>
</body>
</html>
`
