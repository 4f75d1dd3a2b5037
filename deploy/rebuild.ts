/** `npm run rebuild -- <name>`: each room rebuilds what is its own. */
const isCubes = process.argv[2] === 'cubes'
await(isCubes ? import('../analytics/rebuildCommand.ts') : import('../projections/rebuildCommand.ts'))
