/** At most `count` pieces of work at once; the others wait in the order in which they came. */
export function createSlots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  const take = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
