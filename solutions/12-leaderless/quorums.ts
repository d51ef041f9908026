import type { Quorums } from "../../exercises/12-leaderless/given.ts";

/** Ryabinin, Gotsman and Sutra 2025, section 1; Moraru et al. 2013, section 4.4. */
export const quorums: Quorums = {
  isSafe: ({ replicas, failures, fastFailures }) =>
    replicas >= 2 * failures + 1 && fastFailures <= failures &&
    replicas >= 2 * fastFailures + failures - 1,
  slow: ({ replicas, failures }) => replicas - failures,
  fast: ({ replicas, fastFailures }) => replicas - fastFailures,
  mostFast: (replicas, failures) => Math.min(failures, Math.floor((replicas - failures + 1) / 2)),
  support: ({ replicas, failures, fastFailures }) => replicas - failures - fastFailures,
};
