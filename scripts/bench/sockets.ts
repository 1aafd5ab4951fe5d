import { connect, type Socket } from 'node:net'

/** A server to send raw HTTP/1.1 requests to, over as many kept connections as are needed at once. */
export type Target = {
  /** True when a 2xx came back whole. */
  send(request: Buffer): Promise<boolean>
  end(): void
}

type Line = { socket: Socket; got: string; done?: ((ok: boolean) => void) | undefined }

/** As little work as possible: the load must not be what is measured. */
export function target(port: number): Target {
  const idle: Line[] = []
  const all: Line[] = []

  function open(): Line {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const line: Line = { socket, got: '' }
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      line.got += text
      if (isWhole(line.got)) finish(line, line.got.startsWith('HTTP/1.1 2'))
    })
    const lost = () => line.done && finish(line, false, true)
    socket.on('error', lost)
    socket.on('close', lost)
    all.push(line)
    return line
  }

  function finish(line: Line, ok: boolean, isLost = false): void {
    const { done } = line
    line.done = undefined
    line.got = ''
    if (!isLost) idle.push(line)
    done?.(ok)
  }

  return {
    send(request) {
      let line = idle.pop()
      while (line?.socket.destroyed) line = idle.pop()
      const free = line ?? open()
      return new Promise((resolve) => {
        free.done = resolve
        free.socket.write(request)
      })
    },
    end() {
      for (const { socket } of all) socket.destroy()
    },
  }
}

function isWhole(got: string): boolean {
  const head = got.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(got.slice(0, head))?.[1]
  if (length !== undefined) return got.length >= head + 4 + Number(length)
  return /transfer-encoding: chunked/i.test(got.slice(0, head)) ? got.endsWith('0\r\n\r\n') : true
}
