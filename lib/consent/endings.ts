/** How a consent can end. `retry` is a fresh link for a person who is known to have begun it. */
export type Ending =
  | { ending: 'connected'; account: string }
  | { ending: 'denied' | 'boxes_unticked' | 'other_browser'; retry: string }
  /** `account` is the one the client is connected with. */
  | { ending: 'wrong_account'; account: string; retry: string }
  /** `code` is for the log. */
  | { ending: 'google_down'; retry: string; code: string }
  | { ending: 'expired'; retry?: string }
  /** The state came back before, the state is not ours, the connect link is not good (any more), our database is away. */
  | { ending: 'used' | 'unknown' | 'bad_link' | 'our_side' }

/** What a page says. `tone` chooses its sign; the button shows where there is a link to put on it. */
export type Words = {
  tone: 'start' | 'good' | 'stop' | 'wait'
  title: string
  lines: string[]
  button?: string
}

type Page = Words & { status: number }

/** The words of an ending, and its HTTP status. */
export function wordsOf(ending: Ending): Page {
  const page = pages[ending.ending]
  const hasButton = 'retry' in ending && ending.retry !== undefined
  const lines = page.lines.filter((line) => !(hasButton && line === reopen))
  return { ...page, lines: [...factsOf(ending), ...lines] }
}

function factsOf(ending: Ending): string[] {
  if (ending.ending === 'connected') {
    return [`Calls will be booked into the Google Calendar of ${ending.account}.`]
  }
  if (ending.ending === 'wrong_account') {
    const before = masked(ending.account)
    return [`This calendar is connected with ${before}, and you chose a different account.`]
  }
  return []
}

const again = 'Try again'
const reopen = 'Please open the link from your e-mail or dashboard once more.'

const pages: Record<Ending['ending'], Page> = {
  connected: {
    status: 200,
    tone: 'good',
    title: 'Your calendar is connected',
    lines: ['You can close this page.'],
  },
  denied: {
    status: 200,
    tone: 'stop',
    title: 'Your calendar is not connected',
    lines: [
      'You chose not to give access, so nothing was changed.',
      'Until a calendar is connected, calls are passed on to you to book by hand.',
    ],
    button: again,
  },
  boxes_unticked: {
    status: 200,
    tone: 'stop',
    title: 'One more box to tick',
    lines: [
      'On Google’s page at least one box was left empty.',
      'We need both: one shows when you are busy, the other lets us add the calls we book.',
      'Please try again and tick both.',
    ],
    button: again,
  },
  wrong_account: {
    status: 403,
    tone: 'stop',
    title: 'That is another Google account',
    lines: [
      'Nothing was changed. Please try again with the same account as before.',
      'To move to another one, disconnect the calendar in your dashboard first.',
    ],
    button: again,
  },
  other_browser: {
    status: 400,
    tone: 'stop',
    title: 'Let’s start again in this browser',
    lines: [
      'You began in another browser, perhaps inside your mail app.',
      'For your safety a connection begins and ends in the same one.',
    ],
    button: 'Start again in this browser',
  },
  google_down: {
    status: 503,
    tone: 'wait',
    title: 'Google did not finish',
    lines: [
      'Google could not complete the connection just now. Nothing was changed.',
      'Please wait a minute and try again.',
    ],
    button: again,
  },
  expired: {
    status: 400,
    tone: 'wait',
    title: 'This took too long',
    lines: ['For your safety a connection must be finished within ten minutes.', reopen],
    button: again,
  },
  used: {
    status: 400,
    tone: 'stop',
    title: 'This page was used before',
    lines: [
      'It works only once. If you have seen “Your calendar is connected”, all is well.',
      `Otherwise start anew. ${reopen}`,
    ],
  },
  unknown: {
    status: 400,
    tone: 'stop',
    title: 'We do not know this connection',
    lines: ['The address is incomplete, changed or too old. Nothing was changed.', reopen],
  },
  bad_link: {
    status: 400,
    tone: 'stop',
    title: 'This link no longer works',
    lines: [
      'It has expired, or was not copied whole.',
      'Please ask for a new link, or connect from your dashboard.',
    ],
  },
  our_side: {
    status: 503,
    tone: 'wait',
    title: 'We could not finish just now',
    lines: [
      'The trouble is on our side, and it will pass.',
      'In a few minutes, open the link from your e-mail or dashboard once more.',
    ],
  },
}

/** `br•••@example.com`: enough for its owner, little for others. */
function masked(account: string): string {
  const at = account.lastIndexOf('@')
  return `${account.slice(0, Math.min(2, at))}•••${account.slice(at)}`
}
