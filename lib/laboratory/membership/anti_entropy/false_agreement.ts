/**
 * Repairs that see nothing to do: the mistakes of ferrosadb/ferrosa in what a leaf's hash is made of (its changes 47
 * and 339), each played without and with it.
 *
 * @module
 */

import { oneSession, type SessionResult, type SessionRun } from "./one_session.ts";

/** A repair. */
export interface Agreement extends SessionResult {
  /** In what the two nodes differ. */
  readonly differs: string;
  /** The mistake; undefined without one. */
  readonly mistake: string | undefined;
}

const stories: readonly {
  readonly differs: string;
  readonly mistake: string;
  readonly run: SessionRun;
}[] = [
  {
    differs: "the value of a key",
    mistake: "leaves hash keys only",
    run: {
      here: { apple: ["red", 1], pear: ["green", 2] },
      there: { apple: ["red", 1], pear: ["yellow", 9] },
    },
  },
  {
    differs: "two rows of one value, or none",
    mistake: "equal hashes cancel",
    run: {
      here: {},
      there: { apple: ["red", 1], plum: ["red", 2] },
      settings: { shape: { branching: 2, depth: 0 } },
    },
  },
];

/** Each story without its mistake, and with it. */
export function falseAgreement(): Agreement[] {
  return stories.flatMap(({ differs, mistake, run }) => [
    { differs, mistake: undefined, ...oneSession(run) },
    { differs, mistake, ...oneSession({ ...run, bug: mistake }) },
  ]);
}
