/**
 * Runs before the program (`node --import ./preload.ts`), for speed and memory only.
 *
 * drizzle-orm's ES modules import each other in circles, which costs Node's loader 200 MB and half a second; its
 * CommonJS build is the same code without that. And optimising the embedded PostgreSQL's WebAssembly in the background
 * takes 500 MB for a gain of a tenth: it runs as its baseline compiler leaves it.
 */
import { registerHooks } from 'node:module';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier,
      specifier.startsWith('drizzle-orm') ? { ...context, conditions: ['node', 'require'] } : context,
    ),
});
