/**
 * How many replicas are enough. Of n, a minority f may be down, and any n − f decide. Where all else is calm, n − e
 * that have found the same decide at once: e of the others may be down, or may have found something else.
 *
 * In the original e is ⌈(f + 1) / 2⌉ and n is 2f + 1, so that a fast quorum has f + ⌊(f + 1) / 2⌋ replicas, the
 * coordinator included (Moraru et al. 2013, section 4.4). Any e does for which n ≥ 2e + f − 1, and no other
 * (Ryabinin, Gotsman and Sutra 2025, section 1).
 *
 * @module
 */

/** How many replicas there are, and how many may fail. */
export interface Sizes {
  /** n: how many there are. */
  readonly replicas: number;
  /** f: how many may be down while the others go on. */
  readonly failures: number;
  /** e: how many may be down, or may disagree, while a decision takes one round trip. */
  readonly fastFailures: number;
}

/** The usual sizes: as many failures as can be. */
export function usualSizes(replicas: number): Sizes {
  const failures = Math.floor((replicas - 1) / 2);
  return { replicas, failures, fastFailures: Math.min(failures, Math.ceil((failures + 1) / 2)) };
}

/** n − f: how many decide in an accept round, and how many a recovery hears. */
export function slowQuorum({ replicas, failures }: Sizes): number {
  return replicas - failures;
}

/** n − e: how many decide at once, the coordinator included, when they have found the same. */
export function fastQuorum({ replicas, fastFailures }: Sizes): number {
  return replicas - fastFailures;
}

/** Throws unless a decision, fast or not, is always found by whoever recovers. */
export function assertSizes({ replicas, failures, fastFailures }: Sizes): void {
  const cannot = (because: string, given: unknown): never => {
    throw new RangeError(`Cannot run EPaxos because ${because}: given ${given}`);
  };
  if (!Number.isInteger(failures) || failures < 0 || replicas < 2 * failures + 1) {
    cannot(
      `failures must be a whole number from 0 on, and less than half of ${replicas} replicas`,
      failures,
    );
  }
  if (!Number.isInteger(fastFailures) || fastFailures < 0 || fastFailures > failures) {
    cannot(`fastFailures must be a whole number from 0 to failures (${failures})`, fastFailures);
  }
  if (replicas < 2 * fastFailures + failures - 1) {
    cannot(
      `there must be 2 · fastFailures + failures − 1 replicas or more, which are ` +
        `${2 * fastFailures + failures - 1}`,
      replicas,
    );
  }
}
