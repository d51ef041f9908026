import type { Members } from "../../exercises/09-paxos/given.ts";

/** Lamport, Malkhi and Zhou 2010. */
export const members: Members = {
  membersAt({ initial, window, executed, changes }, slot) {
    if (slot > executed + window) return undefined;
    return changes.findLast((change) => change.slot + window <= slot)?.members ?? initial;
  },
  isChosen(known, slot, voters) {
    const all = members.membersAt(known, slot);
    if (all === undefined) return false;
    return 2 * all.filter((node) => voters.includes(node)).length > all.length;
  },
  noops({ window, changes }, next) {
    const last = changes.at(-1);
    return last === undefined ? 0 : Math.max(0, last.slot + window - next);
  },
};
