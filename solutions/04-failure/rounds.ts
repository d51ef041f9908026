/** Part 6: a list that is shuffled in each round, and a place in it. */

import type { NodeId, Rounds } from "../../exercises/04-failure/given.ts";

interface State {
  readonly list: NodeId[];
  /** The place that is next. */
  next: number;
}

export const rounds: Rounds<State> = {
  start(members, choose) {
    const list = [...members];
    shuffle(list, choose);
    return { list, next: 0 };
  },
  next(s, choose) {
    const { list } = s;
    if (s.next >= list.length) {
      shuffle(list, choose);
      s.next = 0;
    }
    return list[s.next++] ?? null;
  },
  joined(s, member, choose) {
    if (s.list.includes(member)) return;
    // When a round is over, the next one begins: a place in the one before is none.
    if (s.next >= s.list.length) {
      shuffle(s.list, choose);
      s.next = 0;
    }
    const at = choose(s.list.length + 1);
    s.list.splice(at, 0, member);
    if (at < s.next) s.next++;
  },
  left(s, member) {
    const at = s.list.indexOf(member);
    if (at < 0) return;
    s.list.splice(at, 1);
    if (at < s.next) s.next--;
  },
};

function shuffle(list: NodeId[], choose: (n: number) => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = choose(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
