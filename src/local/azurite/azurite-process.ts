import { createRequire } from 'node:module';

/** The process that runs Azurite with the arguments it was given. It ends with its parent. */

process.on('disconnect', () => process.exit(0));
// Once its servers are closed nothing else keeps the process.
process.channel?.unref();
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
