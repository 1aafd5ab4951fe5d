import { html } from 'hono/html'
import type { ConsentError, ConsentRequest } from './consent-request.ts'
import { scopeWords } from './scopes.ts'

const style = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f0f4f9; color: #1f1f1f }
main { max-width: 26rem; margin: 2rem auto; padding: 2rem; background: #fff; border-radius: 1rem }
h1 { font-size: 1.4rem; font-weight: 500; line-height: 1.3 }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0 }
legend { font-weight: 600; margin-bottom: .5rem }
label { display: flex; gap: .75rem; align-items: baseline; padding: .6rem 0; border-top: 1px solid #e0e0e0 }
input { flex: none }
p { color: #444746 }
.buttons { display: flex; justify-content: flex-end; gap: .75rem }
button { font: inherit; font-weight: 500; padding: .6rem 1.4rem; border-radius: 2rem; border: 1px solid #747775; background: #fff; color: #0b57d0 }
button[value=allow] { background: #0b57d0; border-color: #0b57d0; color: #fff }
`

/** Google's consent screen in small: which account, which scopes, Allow or Deny. `query` is the request as it came. */
export function consentPage(request: ConsentRequest, accounts: string[], query: string) {
  const ticked = request.scopes.filter((scope) => scopeWords[scope])
  return page(
    'Sign in with the Google stand-in',
    html`<h1>Calendar Service wants access to your Google Account</h1>
      <p>This page stands in for Google’s own. Nothing here leaves this machine.</p>
      <form method="post" action="?${query}">
        <fieldset>
          <legend>Choose an account</legend>
          ${accounts.map(
            (email, i) =>
              html`<label
                ><input type="radio" name="account" value="${email}" ${i === 0 ? 'checked' : ''} />
                ${email}</label
              >`,
          )}
        </fieldset>
        <fieldset>
          <legend>Select what Calendar Service can access</legend>
          ${ticked.map(
            (scope) =>
              html`<label
                ><input type="checkbox" name="scope" value="${scope}" checked />
                ${scopeWords[scope]}</label
              >`,
          )}
        </fieldset>
        <div class="buttons">
          <button name="decision" value="deny">Cancel</button>
          <button name="decision" value="allow">Continue</button>
        </div>
      </form>`,
  )
}

/** Google's own error page: the person never gets back to the application. */
export function consentErrorPage({ error, status, detail }: ConsentError) {
  return page(
    'Access blocked',
    html`<h1>Access blocked: this app’s request is invalid</h1>
      <p>${detail}</p>
      <p>Error ${status}: ${error}</p>`,
  )
}

function page(title: string, body: unknown) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`
}
