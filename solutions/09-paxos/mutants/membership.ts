/** Part 11 with one bug each in who decides which slot. @module */

import type { WholePaxos } from "../../../exercises/09-paxos/given.ts";
import { type Any, around, withHandlers } from "./around_whole.ts";

/** The solution in which a change holds from another slot on than it should. */
function holding(from: (asIs: number, window: number) => number): WholePaxos {
  return around(
    (s) => void (s.before = [...s.configurations]),
    (s, _, { window }) => {
      s.configurations = s.configurations.map((each: Any) =>
        each.from === 1 || each.isMoved
          ? each
          : { ...each, from: from(each.from, window), isMoved: true }
      );
      const holds = ({ from }: Any) => from <= s.executed + 1;
      if (!s.configurations.some(holds)) s.configurations.unshift(s.before.findLast(holds));
    },
  );
}

/** A server that takes this node for a member, while it does something. */
function asMember(s: Any, node: number, then: () => void): void {
  const { configurations } = s;
  if (configurations.some(({ members }: Any) => members.includes(node))) return then();
  s.configurations = [...configurations, { from: Infinity, members: [node] }];
  then();
  s.configurations = configurations;
}

export const membersMutants: Readonly<Record<string, WholePaxos>> = {
  "at once: the new members decide from the next slot on": holding((from, window) =>
    from - window + 1
  ),
  "one slot late: i + α is the last of the old": holding((from) => from + 1),
  "no no-ops: a change waits for clients": around(
    (s) => {
      const due = (s.later ?? []).filter(({ from }: Any) => from <= s.executed + 1);
      s.configurations.push(...due);
      s.later = (s.later ?? []).filter(({ from }: Any) => from > s.executed + 1);
    },
    (s) => {
      s.later.push(...s.configurations.filter(({ from }: Any) => from > s.executed + 1));
      s.configurations = s.configurations.filter(({ from }: Any) => from <= s.executed + 1);
    },
  ),
  "promises of the wrong members: those of the next slot do for all": around(() => {}, (s, io) => {
    if (s.leader !== io.self) return;
    for (const node of io.peers) s.mandate?.promises.add(node);
  }),
  "votes of the wrong members: those of the next slot decide all": withHandlers((
    { accepted },
  ) => ({
    accepted: (s, message, io) => {
      const { members } = s.configurations[0];
      for (const [slot, voters] of (s.mandate?.votes ?? []) as Map<number, Set<number>>) {
        const isVote = slot >= message.first && slot < message.first + message.count &&
          s.mandate.ballot.round === message.ballot.round;
        const all = isVote ? new Set([...voters, message.from]) : voters;
        if (2 * members.filter((node: number) => all.has(node)).length <= members.length) continue;
        for (const node of io.peers) voters.add(node);
      }
      accepted!(s, message, io);
    },
  })),
  "removed, and heard: whoever has left may stand, and is promised": withHandlers((
    { prepare },
    { election },
  ) => ({
    prepare: (s, message, io) => asMember(s, message.from, () => prepare!(s, message, io)),
    election: (s, timer, io) => asMember(s, io.self, () => election!(s, timer, io)),
  })),
  "members for ever: those of slots that are over are kept": around(
    (s) => void (s.before = [...s.configurations]),
    (s) => {
      const lost = s.before.filter((each: Any) => !s.configurations.includes(each));
      s.configurations = [...lost, ...s.configurations];
    },
  ),
};
