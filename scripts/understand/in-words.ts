import type { TimeRequest } from '../../lib/time-request/types.ts'
import { speakSpan } from '../../lib/time-request/speak.ts'

/** A reading in words, for a person at a terminal. */
export function inWords(
  request: TimeRequest,
  { now, zone }: { now: number; zone: string },
): string {
  const context = { now, zone: request.zone, otherZone: zone }
  const said = (spans: readonly { start: number; end?: number }[]): string =>
    spans.map((span) => `  ${speakSpan(span, context)}`).join('\n')
  const notes = [
    request.approximate && 'about',
    request.readBack && 'worth reading back',
    request.zoneNamed && `in ${request.zone}`,
  ].filter(Boolean)
  const tail = notes.length > 0 ? ` (${notes.join(', ')})` : ''
  switch (request.outcome) {
    case 'ok':
      return `understood${tail}:\n${said(request.spans)}`
    case 'clarify':
      return `to be asked: ${request.doubt}${tail}\n${said(request.candidates)}`.trimEnd()
    case 'past':
      return `already past${tail}\n${said(request.spans)}`.trimEnd()
    case 'impossible':
      return `no such time: ${request.why}${tail}`
    case 'none':
      return 'no time in these words'
  }
}
