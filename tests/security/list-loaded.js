// Loaded before a process's own code: writes the address of every module it loads to LOADED_FILES.
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

registerHooks({
  load(url, context, next) {
    appendFileSync(process.env['LOADED_FILES'] ?? '', `${url}\n`)
    return next(url, context)
  },
})
