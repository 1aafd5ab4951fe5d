export default { test: { include: ['tests/**/*.heavy.test.ts'] } }
