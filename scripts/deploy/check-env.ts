// Checks the environment this process was given against the schema, every problem a line:
//   node --env-file=FILE scripts/deploy/check-env.ts DATA_FOLDER
import { ConfigError, parseConfig } from '../../lib/config.ts'

const [dataFolder = ''] = process.argv.slice(2)
const problems = check()
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function check(): readonly string[] {
  try {
    const config = parseConfig(process.env)
    return [
      config.mode === 'local' && 'no vendor credential is set: this would start local mode',
      config.DATA_DIR !== dataFolder &&
        `DATA_DIR: must be ${dataFolder}, the one folder the service may write`,
      config.TRUSTED_PROXY_HOPS === 0 && 'TRUSTED_PROXY_HOPS: must be 1 or more behind Nginx',
      config.HOST !== '127.0.0.1' && 'HOST: must be 127.0.0.1 behind Nginx',
      config.NODE_ENV !== 'production' && 'NODE_ENV: must be production',
      !config.publicUrl.startsWith('https://') && 'PUBLIC_URL: must start with https://',
    ].filter((problem) => problem !== false)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
