import { SMTPServer } from 'smtp-server'
import { localControl, type Control, type Fault } from './control.ts'
import { onFreePort } from './loopback.ts'

/** An e-mail as the stand-in received it. */
export type LocalMail = {
  from: string
  to: string[]
  subject: string
  text: string
  /** The message as it came over the wire. */
  raw: string
  /** Epoch ms by the stand-in's clock. */
  receivedAt: number
}

/** The SMTP stand-in. */
export type LocalSmtp = {
  /** For SMTP_URL. */
  url: string
  control: Control
  /** Oldest first. */
  mails(): LocalMail[]
  close(): Promise<void>
}

/**
 * A mail server on 127.0.0.1, at `port` or the next free one of the hundred above it, that keeps what it is given. Faults strike `mail.send`: status (a
 * permanent refusal from 500 up, a passing one below), hang, reset, slow, lost.
 */
export async function localSmtp(options: { port: number; control?: Control }): Promise<LocalSmtp> {
  const control = options.control ?? localControl(() => Date.now())
  const mails: LocalMail[] = []
  const faults = new Map<string, Fault>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo(_address, session, done) {
      const fault = control.take('mail.send')
      if (fault?.kind === 'hang') return
      if (fault?.kind === 'reset') return cut(server)
      if (fault?.kind === 'lost') faults.set(session.id, fault)
      if (fault?.kind === 'status') return done(refusal(fault))
      setTimeout(done, fault?.kind === 'slow' ? (fault.ms ?? 0) : 0)
    },
    onData(stream, session, done) {
      void read(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((to) => to.address),
          ...parsed(raw),
          raw,
          receivedAt: control.now(),
        })
        if (faults.delete(session.id)) cut(server)
        else done()
      })
    },
  })
  // A client that hangs up in the middle is no failure of the stand-in.
  server.on('error', () => undefined)
  const port = await onFreePort(options.port, (tried) => tryToListen(server, tried))
  return {
    url: `smtp://127.0.0.1:${port}`,
    control,
    mails: () => [...mails],
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

function tryToListen(server: SMTPServer, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)
    server.server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.server.off('error', failed)
      resolve(port)
    })
  })
}

/** Ends every connection: the stand-in serves one client, the service under trial. */
function cut(server: SMTPServer): void {
  for (const { _socket } of server.connections as Set<{ _socket: { destroy(): void } }>) {
    _socket.destroy()
  }
}

function refusal(fault: Fault): Error {
  const responseCode = fault.status ?? 550
  return Object.assign(new Error(fault.reason ?? 'Refused'), { responseCode })
}

async function read(stream: AsyncIterable<unknown>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Subject and text of a simple mail, as a person would see them. */
function parsed(raw: string): { subject: string; text: string } {
  const split = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, split).replace(/\r\n[ \t]+/g, ' ')
  const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1] ?? ''
  const encoding = header('Content-Transfer-Encoding').toLowerCase()
  const subject = header('Subject')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    )
  const body = raw.slice(split + 4).replaceAll('\r\n', '\n')
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quotedPrintable(body)
        : body
  return { subject, text: text.trimEnd() }
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
