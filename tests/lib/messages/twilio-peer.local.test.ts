import { createEmulator } from 'emulate'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { localTwilio } from '../../../lib/local/twilio/twilio.ts'
import { twilioSms } from '../../../lib/messages/twilio.ts'
import { listen } from '../../listen.ts'
import { freePort } from '../../support/free-port.ts'

// A second opinion: what our adapter relies on must hold on somebody else's Twilio as on our own.
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'twilio_test_auth_token' }
const from = '+15551234567'
const to = '+14165550123'
const soon = () => deadlineIn(systemClock, 10_000)

type Peer = { url: string; close(): Promise<void> }

const peers: [string, () => Promise<Peer>][] = [
  ['our stand-in', () => listen(localTwilio(account).app)],
  [
    'emulate',
    async () =>
      createEmulator({
        service: 'twilio',
        port: await freePort(),
        seed: {
          twilio: {
            account: { sid: account.accountSid, auth_token: account.authToken },
            phone_numbers: [{ phone_number: from }],
          },
        },
      }),
  ],
]

describe.each(peers)('Twilio as %s shows it', (_, start) => {
  it('takes a message, gives it back by id and lists it by number', async () => {
    const peer = await start()
    try {
      const sms = twilioSms({ ...account, from, apiUrl: peer.url })
      const before = systemClock.now()
      const first = await sms.send({ to, body: 'first' }, soon())
      expect(first).toMatchObject({ id: expect.stringMatching(/^SM[0-9a-f]{32}$/) as string })
      expect((await sms.status(first.id, soon())).id).toBe(first.id)
      const second = await sms.send({ to, body: 'second' }, soon())
      await sms.send({ to: '+14165550999', body: 'to somebody else' }, soon())
      const listed = await sms.sentTo(to, before, soon())
      expect(listed.map((message) => message.id).sort()).toEqual([first.id, second.id].sort())
      expect(await sms.sentTo(to, before + 3_600_000, soon())).toEqual([])
    } finally {
      await peer.close()
    }
  })

  it('refuses a wrong token, an impossible number and an unknown id', async () => {
    const peer = await start()
    try {
      const sms = twilioSms({ ...account, from, apiUrl: peer.url })
      const wrong = twilioSms({ ...account, authToken: 'wrong', from, apiUrl: peer.url })
      await expect(wrong.send({ to, body: 'x' }, soon())).rejects.toMatchObject({
        kind: 'unauthorized',
      })
      await expect(sms.send({ to: 'nobody', body: 'x' }, soon())).rejects.toMatchObject({
        kind: 'refused',
      })
      await expect(sms.status(`SM${'f'.repeat(32)}`, soon())).rejects.toMatchObject({
        kind: 'not_found',
      })
    } finally {
      await peer.close()
    }
  })
})
