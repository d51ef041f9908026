/** What is decided, and in which order a replica hears of it. @module */

import type { Random } from "hb/sim/random.ts";
import type { Command, Id, NodeId, Proposal, Value } from "../given.ts";
import { doInterfere } from "./interfering.ts";

/** Something is decided. */
export interface Commit {
  readonly id: Id;
  readonly proposal: Proposal;
}

/** A run at one replica. */
export interface Run {
  readonly self: NodeId;
  readonly replicas: number;
  readonly script: readonly Commit[];
}

/** A few instances, of any two of which that interfere one depends on the other. */
export function aRun(random: Random, at: number): Run {
  if (at % 50 === 24) return aLongRow(random);
  const replicas = at % 10 === 9 ? 7 : 3, most = at < 800 ? 4 : at % 50 === 49 ? 60 : 12;
  const count = 1 + random.below(most), clients = random.chance(0.4) ? 2 : 30;
  const asked: Command[] = [], slots = Array.from({ length: replicas }, () => 0);
  const all = Array.from({ length: count }, () => {
    const replica = random.below(random.chance(0.5) ? replicas : 2);
    const id: Id = { replica, slot: ++slots[replica]! };
    return { id, value: aValue(random, asked, clients) };
  });
  const wide = random.below(3);
  const proposals = all.map(({ id, value }): Commit & { proposal: { dependencies: number[] } } => ({
    id,
    proposal: {
      value,
      dependencies: slots.map((last, row) => {
        const bound = row === id.replica ? id.slot - 1 : last;
        return wide === 0 ? 0 : Math.min(bound, random.below(wide * 2));
      }),
      sequence: 1 + random.below(random.chance(0.3) ? 12 : 4),
    },
  }));
  for (const [i, a] of proposals.entries()) {
    for (const b of proposals.slice(0, i)) {
      if (doInterfere(a.proposal.value, b.proposal.value)) connect(random, a, b);
    }
  }
  const script: Commit[] = proposals.map((commit) => ({ commit, key: random.below(1000) }))
    .sort((a, b) => a.key - b.key).map(({ commit }) => commit);
  // In order, or the other way round, now and then.
  if (random.chance(0.1)) script.reverse();
  for (let again = random.below(3); again > 0; again--) {
    script.splice(random.below(script.length + 1), 0, script[random.below(script.length)]!);
  }
  return { self: random.below(2), replicas, script };
}

/** One instance names a long row, of which an early slot is decided last. */
function aLongRow(random: Random): Run {
  const length = 24 + random.below(40), nth = length;
  const command = (name: string, what: string): Command => ({
    name,
    reads: [],
    writes: [what],
    client: `of ${name}`,
    number: 1,
  });
  const row = Array.from({ length }, (_, i): Commit => ({
    id: { replica: 1, slot: 1 + i },
    proposal: {
      value: [command(`c${i}`, i === 0 ? "x" : `key ${i}`)],
      dependencies: [0, 0, 0],
      sequence: 1,
    },
  }));
  const last = row.splice(random.below(3), 1);
  const script = [...row, {
    id: { replica: 0, slot: 1 },
    proposal: { value: [command(`c${nth}`, "x")], dependencies: [0, length, 0], sequence: 2 },
  }, ...last];
  return { self: random.below(2), replicas: 3, script };
}

type Open = { readonly id: Id; readonly proposal: { readonly dependencies: number[] } };

/** One of them names the other, or each does. In a row the later one names the earlier. */
function connect(random: Random, later: Open, earlier: Open): void {
  const names = (a: Open, b: Open) => b.id.slot <= a.proposal.dependencies[b.id.replica]!;
  const name = (a: Open, b: Open) => void (a.proposal.dependencies[b.id.replica] = b.id.slot);
  if (later.id.replica === earlier.id.replica) {
    if (!names(later, earlier)) name(later, earlier);
  } else if (!names(later, earlier) && !names(earlier, later)) {
    if (random.chance(0.5)) name(later, earlier);
    else name(earlier, later);
    if (random.chance(0.3) && !names(later, earlier)) name(later, earlier);
  }
}

/** A batch of what some clients ask for, a no-op, or what was asked for before. */
function aValue(random: Random, asked: Command[], clients: number): Value {
  const length = random.chance(0.15) ? 0 : 1 + random.below(random.chance(0.2) ? 3 : 1);
  return Array.from({ length }, () => {
    if (asked.length > 0 && random.chance(0.12)) return asked[random.below(asked.length)]!;
    const client = `client${random.below(clients)}`;
    const number = 1 + asked.filter((each) => each.client === client).length;
    const what = ["x", "y", "z"][random.below(3)]!, isRead = random.chance(0.25);
    const nth = asked.length;
    const command: Command = {
      name: nth < 26 ? String.fromCharCode(97 + nth) : `c${nth}`,
      reads: isRead ? [what] : [],
      writes: isRead ? [] : [random.chance(0.05) ? "*" : what],
      client,
      number,
    };
    asked.push(command);
    return command;
  });
}
