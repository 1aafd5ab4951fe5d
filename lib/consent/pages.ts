import { createHash } from 'node:crypto'
import { wordsOf, type Ending, type Words } from './endings.ts'
import { style } from './style.ts'

/** The page of an ending. */
export function endingPage(ending: Ending): Response {
  const { status, ...words } = wordsOf(ending)
  return page(words, status, 'retry' in ending ? ending.retry : undefined)
}

/** The page before Google's: for whom, and what will be asked. `go` leads on. */
export function startPage(
  client: { email: string; account?: string | undefined },
  go: string,
): Response {
  const words: Words = {
    tone: 'start',
    title: 'Connect your Google Calendar',
    lines: [
      `Calls booked for ${client.email} will go into it.`,
      ...(client.account === undefined
        ? []
        : [`Please choose the account ${client.account}, as before.`]),
    ],
    button: 'Continue to Google',
  }
  return page(words, 200, go, startDetails)
}

const startDetails = `<p class="lead">Google will ask for two things. Please tick both boxes:</p>
<ul>
<li><strong>See when you are busy</strong><span>so that nobody is offered a time you do not have</span></li>
<li><strong>Manage events on calendars you own</strong><span>so that booked calls appear in your calendar</span></li>
</ul>
<p>You can take this back at any time, in your dashboard or in your Google account.</p>`

const signs: Record<Words['tone'], string> = {
  start: '<rect x="13" y="15" width="22" height="20" rx="3"/><path d="M13 22h22M19 12v5M29 12v5"/>',
  good: '<path d="M14 25l7 7 13-15"/>',
  stop: '<path d="M24 13v14M24 34v.5"/>',
  wait: '<circle cx="24" cy="24" r="12"/><path d="M24 17v7l5 4"/>',
}

const csp = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': csp,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

function page(words: Words, status: number, link?: string, details = ''): Response {
  const button =
    words.button === undefined || link === undefined
      ? ''
      : `<a class="button" href="${escaped(link)}">${escaped(words.button)}</a>`
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(words.title)}</title>
<style>${style}</style>
</head>
<body>
<main class="${words.tone}">
<svg viewBox="0 0 48 48" aria-hidden="true">${signs[words.tone]}</svg>
<h1>${escaped(words.title)}</h1>
${words.lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${details}
${button}
</main>
</body>
</html>
`
  return new Response(html, { status, headers })
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
