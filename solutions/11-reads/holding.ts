/** Part 8: reads wait for the last write of their key that may have been answered. */

import type { Holding, HoldingIo, NodeId } from "../../exercises/11-reads/given.ts";

interface State {
  /** What it has accepted and does not know to be decided. */
  readonly open: Map<number, { readonly key: string; readonly ballot: number }>;
  /** Who has accepted in slots that are not known to be decided, by ballot. */
  readonly notices: Map<number, Map<number, Set<NodeId>>>;
  readonly decided: Set<number>;
  /** The last decided slot of each key. */
  readonly latest: Map<string, number>;
  held: { readonly read: number; readonly key: string; readonly slot: number }[];
}

export const holding: Holding<State> = {
  start: () => ({
    open: new Map(),
    notices: new Map(),
    decided: new Set(),
    latest: new Map(),
    held: [],
  }),
  read(s, read, key, isLeased, io) {
    if (!isLeased) return io.forward(read);
    const open = [...s.open].filter(([, each]) => each.key === key).map(([slot]) => slot);
    const last = Math.max(0, ...open), decided = s.latest.get(key) ?? 0;
    if (last <= decided) io.answer(read, decided);
    else s.held.push({ read, key, slot: last });
  },
  accept(s, slot, key, ballot, io) {
    if (s.decided.has(slot)) return;
    s.open.set(slot, { key, ballot });
    const notices = s.notices.get(slot);
    for (const old of notices?.keys() ?? []) if (old < ballot) notices!.delete(old);
    count(s, slot, io);
  },
  notice(s, from, slot, ballot, io) {
    if (s.decided.has(slot) || ballot < (s.open.get(slot)?.ballot ?? 0)) return;
    const notices = s.notices.get(slot) ?? new Map<number, Set<NodeId>>();
    s.notices.set(slot, notices.set(ballot, (notices.get(ballot) ?? new Set()).add(from)));
    count(s, slot, io);
  },
  decided: decide,
  unleased(s, io) {
    for (const { read } of s.held) io.forward(read);
    s.held = [];
  },
};

/** Whether all that are needed have accepted. */
function count(s: State, slot: number, io: HoldingIo): void {
  const open = s.open.get(slot);
  if (open === undefined) return;
  const who = new Set([io.self, ...s.notices.get(slot)?.get(open.ballot) ?? []]);
  if (2 * who.size <= io.servers) return;
  if (io.responders(open.key).every((node) => who.has(node))) decide(s, slot, open.key, io);
}

function decide(s: State, slot: number, key: string, io: HoldingIo): void {
  s.decided.add(slot);
  s.open.delete(slot);
  s.notices.delete(slot);
  s.latest.set(key, Math.max(slot, s.latest.get(key) ?? 0));
  s.held = s.held.filter((each) => {
    if (each.slot !== slot) return true;
    io.answer(each.read, s.latest.get(each.key) ?? 0);
    return false;
  });
}
