/** Cormack, Clarke, Büttcher, SIGIR 2009: 60 keeps a single list's first place from deciding alone. */
const k = 60;

/**
 * Reciprocal rank fusion: ids by weight × the sum of 1 / (k + rank) over the rankings; ties keep the first ranking's
 * order. A weight of 1.05 is worth about three ranks.
 */
export function fuseRankings(rankings: string[][], weight: (id: string) => number = () => 1): string[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    ranking.forEach((id, rank) => {
      scores.set(id, (scores.get(id) ?? 0) + weight(id) / (k + rank + 1));
    });
  }
  return [...scores].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}
