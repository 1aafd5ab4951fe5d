import { randomInt } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import type { VendorFailure } from '../../../lib/failure.ts'
import { localSmtp, type LocalSmtp } from '../../../lib/local/smtp.ts'
import { smtpMail } from '../../../lib/messages/smtp.ts'
import type { Mail } from '../../../lib/messages/messages.ts'

let server: LocalSmtp
let mail: Mail
const soon = (ms = 5_000) => deadlineIn(systemClock, ms)
const note = { to: 'broker@example.com', subject: 'Reconnect', text: 'Line one\nLine two' }
const failure = (doing: Promise<void>) => doing.catch((error: VendorFailure) => error)

const start = () => localSmtp({ port: randomInt(20_000, 32_000) })

beforeEach(async () => {
  server = await start()
  mail = smtpMail({ url: server.url, from: 'service@example.com' })
})
afterEach(() => server.close())

describe('an e-mail', () => {
  it('arrives as written', async () => {
    await mail.send(note, soon())
    expect(server.mails()).toMatchObject([
      {
        from: 'service@example.com',
        to: ['broker@example.com'],
        subject: 'Reconnect',
        text: 'Line one\nLine two',
      },
    ])
  })

  it('keeps letters beyond ASCII in subject and text', async () => {
    await mail.send({ ...note, subject: 'Réservé: Zoë', text: 'Désolé — 3 h 30' }, soon())
    expect(server.mails()).toMatchObject([{ subject: 'Réservé: Zoë', text: 'Désolé — 3 h 30' }])
  })

  it('takes no header and no second recipient from the words in it', async () => {
    const subject = 'Hello\r\nBcc: thief@example.com'
    await mail.send({ ...note, subject }, soon())
    await failure(mail.send({ ...note, to: 'a@example.com, b@example.com' }, soon()))
    await failure(mail.send({ ...note, to: 'a@example.com\r\nRCPT TO:<b@example.com>' }, soon()))
    expect(server.mails().map((m) => m.to)).toEqual([['broker@example.com']])
    expect(server.mails()[0]?.subject).toBe('Hello Bcc: thief@example.com')
    expect(server.mails()[0]?.raw).not.toMatch(/^bcc:/im)
  })
})

describe('failures of the mail server', () => {
  it('a refused recipient is refused for good', async () => {
    server.control.inject({ on: 'mail.send', kind: 'status', status: 550 })
    expect(await failure(mail.send(note, soon()))).toMatchObject({
      vendor: 'smtp',
      kind: 'refused',
      code: '550',
      mayHaveHappened: false,
    })
  })

  it('a passing refusal may be repeated', async () => {
    server.control.inject({ on: 'mail.send', kind: 'status', status: 451 })
    expect(await failure(mail.send(note, soon()))).toMatchObject({ kind: 'rate_limited' })
    await mail.send(note, soon())
    expect(server.mails()).toHaveLength(1)
  })

  it('silence ends at the deadline', async () => {
    server.control.inject({ on: 'mail.send', kind: 'hang' })
    expect(await failure(mail.send(note, soon(100)))).toMatchObject({ kind: 'timeout' })
  })

  it('a cut connection is unreachable', async () => {
    server.control.inject({ on: 'mail.send', kind: 'reset' })
    expect(await failure(mail.send(note, soon()))).toMatchObject({ kind: 'unreachable' })
    expect(server.mails()).toEqual([])
  })

  it('a lost answer may have been sent', async () => {
    server.control.inject({ on: 'mail.send', kind: 'lost' })
    expect(await failure(mail.send(note, soon()))).toMatchObject({ mayHaveHappened: true })
    expect(server.mails()).toHaveLength(1)
  })

  it('nobody listening is unreachable, and certainly nothing was sent', async () => {
    await server.close()
    expect(await failure(mail.send(note, soon()))).toMatchObject({
      kind: 'unreachable',
      mayHaveHappened: false,
    })
  })

  it('a server elsewhere that offers no TLS gets no mail', async () => {
    const elsewhere = server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')
    const open = smtpMail({ url: elsewhere, from: 'service@example.com' })
    expect(await failure(open.send(note, soon()))).toMatchObject({ vendor: 'smtp' })
    expect(server.mails()).toEqual([])
  })
})
