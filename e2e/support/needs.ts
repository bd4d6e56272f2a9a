/** What only some machines have. Tests that need it say so in their name; REQUIRE=a,b turns their skip into a failure. */
export type Need = 'postgres' | 'chromium' | 'tryton' | 'workerd' | 'corpora' | 'chroma' | 'imap';

const required = (process.env.REQUIRE ?? '').split(',').map((name) => name.trim());

/** True when the test can run. Throws where the machine was said to have it and does not. */
export function has(need: Need, available: boolean): boolean {
  if (!available && required.includes(need)) {
    throw new Error(`REQUIRE names ${need}, and it is not there.`);
  }
  return available;
}
