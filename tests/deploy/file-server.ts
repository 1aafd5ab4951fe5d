// Serves the files of a folder on loopback: node file-server.ts FOLDER PORT
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const [folder = '.', port = '0'] = process.argv.slice(2)
createServer((request, response) => {
  const path = join(folder, normalize(request.url ?? '/'))
  if (path.startsWith(folder) && existsSync(path)) createReadStream(path).pipe(response)
  else response.writeHead(404).end()
}).listen(Number(port), '127.0.0.1')
