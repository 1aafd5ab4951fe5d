import { standingAt, type LocalMessage } from './message.ts'

/** What a list request filters by, as Twilio names the query parameters. */
export type ListFilter = {
  To?: string | undefined
  From?: string | undefined
  DateSent?: string | undefined
  'DateSent>'?: string | undefined
  'DateSent<'?: string | undefined
}

const dayMs = 86_400_000

/**
 * The messages that pass the filter at `now`, last sent first. A date means its whole UTC
 * day; `>` and `<` include their bound. A message not sent yet passes no date filter.
 */
export function listed(messages: LocalMessage[], filter: ListFilter, now: number): LocalMessage[] {
  const dated = filter.DateSent ?? filter['DateSent>'] ?? filter['DateSent<']
  const sentAt = (message: LocalMessage) => standingAt(message, now).sentAt
  return messages
    .filter((m) => (filter.To ?? m.to) === m.to && (filter.From ?? m.from) === m.from)
    .filter((m) => dated === undefined || passes(sentAt(m), filter))
    .sort((a, b) => (sentAt(b) ?? b.createdAt) - (sentAt(a) ?? a.createdAt))
}

/** One page of a list in Twilio's envelope, as the request's own Page and PageSize ask for it. */
export function pageJson(
  requestUrl: string,
  found: LocalMessage[],
  json: (message: LocalMessage) => object,
): object {
  const url = new URL(requestUrl)
  const size = Math.min(1000, Number(url.searchParams.get('PageSize') ?? 50))
  const number = Number(url.searchParams.get('Page') ?? 0)
  const at = (wanted: number) => {
    url.searchParams.set('Page', String(wanted))
    url.searchParams.set('PageSize', String(size))
    return url.pathname + url.search
  }
  const end = (number + 1) * size
  return {
    messages: found.slice(number * size, end).map(json),
    page: number,
    page_size: size,
    start: number * size,
    end: Math.min(found.length, end) - 1,
    uri: at(number),
    first_page_uri: at(0),
    previous_page_uri: number > 0 ? at(number - 1) : null,
    next_page_uri: found.length > end ? at(number + 1) : null,
  }
}

function passes(sentAt: number | undefined, filter: ListFilter): boolean {
  if (sentAt === undefined) return false
  const on = span(filter.DateSent)
  const after = span(filter['DateSent>'])
  const before = span(filter['DateSent<'])
  if (on && (sentAt < on.start || sentAt >= on.end)) return false
  if (after && sentAt < after.start) return false
  return !before || sentAt < before.end
}

function span(text: string | undefined): { start: number; end: number } | undefined {
  if (text === undefined) return undefined
  const start = Date.parse(text)
  return { start, end: start + (text.length <= 10 ? dayMs : 1_000) }
}
