import { compareBallots, type ToPropose } from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 2.2, P2c. */
export const value: ToPropose = ([first, ...others], own) => {
  if (first === undefined) return own;
  return others.reduce((a, b) => compareBallots(a.ballot, b.ballot) < 0 ? b : a, first).value;
};
