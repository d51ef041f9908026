import type { Quorums } from "../../exercises/09-paxos/given.ts";

/** Howard, Malkhi and Spiegelman 2016, section 3. */
export const quorums: Quorums = {
  apart(phase1, phase2) {
    for (const one of phase1) {
      const other = phase2.find((quorum) => !quorum.some((node) => one.includes(node)));
      if (other !== undefined) return { phase1: one, phase2: other };
    }
    return null;
  },
  apartAmong(n, phase1, phase2) {
    const nodes = Array.from({ length: n }, (_, node) => node);
    for (let set = 0; set < 2 ** n; set++) {
      const one = nodes.filter((node) => (set >> node & 1) === 1);
      // Of all sets that do not meet this one, none is larger than what it leaves.
      const others = nodes.filter((node) => (set >> node & 1) === 0);
      if (phase1(new Set(one)) && phase2(new Set(others))) return { phase1: one, phase2: others };
    }
    return null;
  },
};
