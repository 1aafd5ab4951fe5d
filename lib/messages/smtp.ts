import { VendorFailure } from '../failure.ts'
import type { Deadline } from '../deadline.ts'
import type { Mail } from './messages.ts'
import { oneLine, plainText } from './plain.ts'
import { smtpFailure } from './smtp-failure.ts'

/** What the SMTP adapter is made with. */
export type SmtpOptions = {
  /** `smtps://user:password@host:465` or `smtp://…:587`; the latter must offer STARTTLS unless it is on this machine. */
  url: string
  /** The sender's address. */
  from: string
}

/** E-mail over SMTP by nodemailer, loaded on first use; one connection a mail, none kept. */
export function smtpMail(options: SmtpOptions): Mail {
  return {
    async send({ to, subject, text }, deadline) {
      if (deadline.signal.aborted) {
        throw new VendorFailure('smtp', 'timeout', { mayHaveHappened: false })
      }
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({ url: options.url, ...limits(options, deadline) })
      try {
        await transport.sendMail({
          from: options.from,
          // As an object it is one address, whatever it contains; a string would be read as a list.
          to: { name: '', address: oneLine(to) },
          subject: oneLine(subject),
          text: plainText(text),
          signal: deadline.signal,
        })
      } catch (error) {
        throw smtpFailure(error, deadline)
      } finally {
        transport.close()
      }
    },
  }
}

function limits({ url }: SmtpOptions, deadline: Deadline) {
  const { hostname, protocol } = new URL(url)
  const isHere = hostname === 'localhost' || hostname.startsWith('127.')
  const left = Math.max(1, deadline.remaining())
  return {
    connectionTimeout: left,
    greetingTimeout: left,
    socketTimeout: left,
    requireTLS: protocol === 'smtp:' && !isHere,
    ignoreTLS: isHere,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
