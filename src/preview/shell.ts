/**
 * The page around the previewed report: it shows the report in a frame, puts the next one in its place and scrolls to
 * where the reader was, and lays an error over it. The report itself keeps its own strict policy.
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
function showReport(version) {
  const next = frame.cloneNode()
  next.src = '/report?' + version
  next.style.visibility = 'hidden'
  next.onload = () => {
    const y = frame.contentWindow?.scrollY ?? 0
    next.contentWindow.scrollTo(0, y)
    next.style.visibility = ''
    frame.remove()
    frame = next
    document.title = next.contentDocument.title
    document.body.dataset.version = version
  }
  frame.after(next)
}
const events = new EventSource('/events')
events.addEventListener('report', ({ data }) => { error.hidden = true; showReport(data) })
events.addEventListener('fault', ({ data }) => { error.textContent = JSON.parse(data); error.hidden = false })
events.onerror = () => { error.textContent = 'The preview has ended; start it again with npm run preview.'; error.hidden = false }
</script>
</body>
</html>
`
