import { finishConsent } from '../lib/consent/finish-consent.ts'
import { hostConsent } from '../lib/consent/host-consent.ts'
import { endingPage } from '../lib/consent/pages.ts'
import { visitor } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'

/** Where Google sends the browser back. Answers with a page, whatever became of it. */
export const oauthCallback = endpoint({
  paths: ['/auth/google/callback'],
  method: 'GET',
  caller: visitor,
  deps: (host) => hostConsent(host),
  async handle({ request, deps, deadline, note }) {
    const ending = await finishConsent(request, { parts: deps, deadline })
    note({ outcome: ending.ending, ...('code' in ending && { reason: ending.code }) })
    return endingPage(ending)
  },
})

export const { main } = oauthCallback
