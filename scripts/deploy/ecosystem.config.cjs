// How PM2 runs a release. Cluster mode with one instance, because only there a reload overlaps the old
// process with the new one and drops nothing; the workers run on the daemon's own Node.
// Secrets are read by Node itself from the environment file: PM2 writes what it is given to its dumps.
const {
  CALENDAR_RELEASE: release,
  CALENDAR_ENV_FILE: envFile,
  CALENDAR_LOGS: logs,
  CALENDAR_CACHE: cache,
  PORT,
} = process.env

module.exports = {
  apps: [
    {
      name: 'calendar-service',
      cwd: release,
      script: 'scripts/deploy/launch.js',
      exec_mode: 'cluster',
      instances: 1,
      interpreter: 'node',
      node_args: [`--env-file=${envFile}`, '--max-old-space-size=256'],
      // The old process goes only when the new one has said it is ready.
      wait_ready: true,
      // After this PM2 ends the old one whatever the new one does: long enough to take a bad release back.
      listen_timeout: 60_000,
      // Longer than the service takes to finish what it has begun.
      kill_timeout: 12_000,
      exp_backoff_restart_delay: 100,
      max_memory_restart: '400M',
      out_file: `${logs}/service.log`,
      error_file: `${logs}/service-error.log`,
      merge_logs: true,
      env: { PORT, NODE_COMPILE_CACHE: cache },
    },
  ],
}
