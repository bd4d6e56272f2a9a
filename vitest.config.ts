import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 30_000, hookTimeout: 60_000, exclude: ['node_modules', 'dist', 'data'] };

export default defineConfig({
  test: {
    globalSetup: 'e2e/support/globalSetup.ts',
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...shared.exclude, '**/*.rig.test.ts', 'e2e/**'],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...shared.exclude, '**/*.rig.test.ts', 'e2e/house/**', 'e2e/size.test.ts'],
          testTimeout: 90_000,
        },
      },
      // What `npm run check` holds beside types and style.
      { extends: true, test: { ...shared, name: 'house', include: ['e2e/house/**/*.test.ts'] } },
      { extends: true, test: { ...shared, name: 'size', include: ['e2e/size.test.ts'] } },
      // There is one Tryton: its tests run one after the other.
      {
        extends: true,
        test: {
          ...shared,
          name: 'rig',
          include: ['**/*.rig.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
