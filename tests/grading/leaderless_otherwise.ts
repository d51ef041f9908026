/** Correct answers to the parts of chapter 12, by other means than the solution's: arrays, texts, fixpoints. */

import type { Answers } from "../../exercises/12-leaderless/answers.ts";
import {
  type Asking,
  type Attributes,
  clone,
  type Command,
  type CoordinatorOver,
  type EPaxosIo,
  type ExecutorOver,
  type Id,
  label,
  NO_BALLOT,
  type Proposal,
} from "../../exercises/12-leaderless/given.ts";

/** All names that a command touches, with its client's. */
function names({ reads, writes, client }: Command): { all: string[]; changed: string[] } {
  const changed = [...writes.map((each) => `:${each}`), `client:${client}`];
  return { all: [...reads.map((each) => `:${each}`), ...changed], changed };
}

function meets(a: readonly string[], b: readonly string[]): boolean {
  const isKey = (name: string) => name.startsWith(":");
  return a.some((one) =>
    b.some((other) =>
      one === other || isKey(one) && isKey(other) && (one === ":*" || other === ":*")
    )
  );
}

const interfere: Answers["interference"]["interfere"] = (a, b) =>
  a.some((one) =>
    b.some((other) =>
      meets(names(one).changed, names(other).all) || meets(names(other).changed, names(one).all)
    )
  );

interface Coordinating {
  phase: "asks" | "votes" | "done";
  heard: (Attributes & { from: number })[];
  voted: number[];
  stands: Proposal;
}

/** Keeps lists, and counts anew each time. */
const coordinator: CoordinatorOver<Coordinating> = {
  begin(asking, io) {
    const s: Coordinating = { phase: "asks", heard: [], voted: [], stands: asking.proposal };
    io.wait(asking.retryMs, { type: "retry" });
    for (const to of io.peers.toReversed()) {
      if (to === io.self) continue;
      io.send(to, { type: "preAccept", id: asking.id, proposal: asking.proposal });
    }
    keep(asking, s, "pre-accepted", io);
    look(asking, s, false, io);
    return s;
  },
  preAcceptReply(asking, s, { from, dependencies, sequence }, io) {
    if (s.phase !== "asks" || s.heard.some((each) => each.from === from)) return;
    s.heard.push({ from, dependencies, sequence });
    look(asking, s, false, io);
  },
  acceptReply(asking, s, { from, ballot }, io) {
    if (s.phase !== "votes" || ballot.round !== 0 || s.voted.includes(from)) return;
    s.voted.push(from);
    look(asking, s, false, io);
  },
  nack(asking, s, { promised }, io) {
    if (s.phase === "done" || promised.round === 0) return;
    const phase = s.phase === "votes" ? "accepted" : "pre-accepted";
    s.phase = "done";
    const { id, proposal: initial } = asking, proposal = s.stands;
    io.save({ id, instance: { promised, accepted: NO_BALLOT, phase, proposal, initial } });
  },
  retry(asking, s, io) {
    if (s.phase === "done") return;
    const before = s.phase;
    look(asking, s, true, io);
    const done = s.phase === "asks" ? s.heard.map(({ from }) => from) : s.voted;
    for (const to of io.peers) {
      if (s.phase !== before || to === io.self || done.includes(to)) continue;
      const { id, proposal } = asking;
      if (s.phase === "asks") io.send(to, { type: "preAccept", id, proposal });
      else io.send(to, { type: "accept", id, ballot: NO_BALLOT, proposal: s.stands });
    }
    // It goes off once more when all is over, and then does nothing.
    io.wait(asking.retryMs * 2, { type: "retry" });
  },
};

function look(asking: Asking, s: Coordinating, isLate: boolean, io: EPaxosIo): void {
  const { sizes: { replicas, failures, fastFailures }, proposal: own, id } = asking;
  const tell = (message: Parameters<EPaxosIo["send"]>[1]) => {
    for (const to of io.peers) if (to !== io.self) io.send(to, message);
  };
  const decide = () => {
    tell({ type: "commit", id, proposal: s.stands });
    keep(asking, s, "committed", io);
    s.phase = "done";
  };
  if (s.phase === "asks") {
    const text = ({ dependencies, sequence }: Attributes) => `${dependencies.join()}#${sequence}`;
    const differ = s.heard.filter((each) => text(each) !== text(own)).length;
    if (1 + s.heard.length - differ >= replicas - fastFailures) return decide();
    const isHeard = 1 + s.heard.length >= replicas - failures;
    if (!isHeard || differ <= fastFailures && !isLate) return;
    const all = [own, ...s.heard];
    s.stands = {
      value: own.value,
      sequence: Math.max(...all.map(({ sequence }) => sequence)),
      dependencies: own.dependencies.map((_, row) =>
        all.reduce((most, { dependencies }) => Math.max(most, dependencies[row]!), 0)
      ),
    };
    s.phase = "votes";
    tell({ type: "accept", id, ballot: NO_BALLOT, proposal: s.stands });
    keep(asking, s, "accepted", io);
  }
  if (s.phase === "votes" && 1 + s.voted.length >= replicas - failures) decide();
}

function keep(
  { id, proposal: initial }: Asking,
  { stands: proposal }: Coordinating,
  phase: "pre-accepted" | "accepted" | "committed",
  io: EPaxosIo,
): void {
  const promised = NO_BALLOT, accepted = NO_BALLOT;
  io.save({ id, instance: { promised, accepted, phase, proposal, initial } });
}

/** What can be reached, node by node: two are in one component when each reaches the other. */
function reached(from: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const all = new Set<string>([from]);
  for (const node of all) for (const next of edges.get(node)!) all.add(next);
  return all;
}

interface Executing {
  decided: Record<string, { id: Id; proposal: Proposal }>;
  done: string[];
  last: Record<string, [number, string]>;
}

/** Goes through everything after each commit, and executes what can reach nothing that is missing. */
const executor: ExecutorOver<Executing> = {
  start: () => ({ decided: {}, done: [], last: {} }),
  commit(setting, s, message, io) {
    s.decided[label(message.id)] ??= clone(message) as typeof s.decided[string];
    const named = (name: string) =>
      s.decided[name]!.proposal.dependencies.flatMap((slot, replica) =>
        Array.from({ length: slot }, (_, i) => `${replica}.${i + 1}`)
      );
    const open = Object.keys(s.decided).filter((name) => !s.done.includes(name));
    const isWhole = (name: string) => named(name).every((other) => other in s.decided);
    const edges = new Map(open.map((name) => [
      name,
      named(name).filter((other) =>
        open.includes(other) && other !== name &&
        setting.interfere(s.decided[name]!.proposal.value, s.decided[other]!.proposal.value)
      ),
    ]));
    const reach = new Map(open.map((name) => [name, reached(name, edges)]));
    const ready = open.filter((name) => [...reach.get(name)!].every(isWhole));
    const place = (name: string) => {
      const { proposal: { sequence }, id: { replica, slot } } = s.decided[name]!;
      return [sequence, replica, slot] as const;
    };
    const isSame = (a: string, b: string) => reach.get(a)!.has(b) && reach.get(b)!.has(a);
    // What others depend on reaches less than they do; among those that reach each other the place decides.
    const inPlace = (a: string, b: string) => {
      const [x, y] = [place(a), place(b)];
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    };
    ready.sort((a, b) => reach.get(a)!.size - reach.get(b)!.size || inPlace(a, b));
    for (const name of grouped(ready, isSame)) {
      s.done.push(name);
      const { id, proposal: { value } } = s.decided[name]!;
      value.forEach((command, nth) => {
        const { client, number } = command, key = `of ${client}`, before = s.last[key]?.[0] ?? 0;
        if (number < before) return;
        if (number > before) s.last[key] = [number, io.execute(command)];
        if (id.replica === setting.self) io.answer(id, nth, s.last[key]![1]);
      });
    }
  },
};

/** The same, where those of a component follow each other. */
function grouped(all: readonly string[], isSame: (a: string, b: string) => boolean): string[] {
  const seen = new Set<string>();
  return all.flatMap((name) => {
    if (seen.has(name)) return [];
    const group = all.filter((other) => isSame(name, other));
    for (const each of group) seen.add(each);
    return group;
  });
}

/** Kosaraju's way: two walks, of which the second is against the edges. */
const order: Answers["order"] = (all, dependsOn) => {
  const known = new Map(all.map((each) => [label(each.id), each]));
  const to = new Map(all.map(({ id }) => [label(id), dependsOn(id).map(label)]));
  const from = new Map<string, string[]>(all.map(({ id }) => [label(id), []]));
  for (const [name, others] of to) for (const other of others) from.get(other)!.push(name);
  const walk = (start: string, edges: typeof to, seen: Set<string>): string[] => {
    const left: string[] = [], path = [start], at = new Map<string, number>();
    if (seen.has(start)) return left;
    seen.add(start);
    while (path.length > 0) {
      const node = path.at(-1)!, which = at.get(node) ?? 0, next = edges.get(node)![which];
      at.set(node, which + 1);
      if (next === undefined) left.push(path.pop()!);
      else if (!seen.has(next)) {
        seen.add(next);
        path.push(next);
      }
    }
    return left;
  };
  const first = new Set<string>(), second = new Set<string>();
  const left = [...from.keys()].flatMap((name) => walk(name, from, first));
  return left.reverse().flatMap((name) =>
    walk(name, to, second).map((each) => known.get(each)!).sort((a, b) =>
      a.sequence - b.sequence || a.id.replica - b.id.replica || a.id.slot - b.id.slot
    )
  ).map(({ id }) => id);
};

/** Some parts, answered otherwise. */
export const plain: Partial<Answers> & Pick<Answers, "order"> = {
  interference: {
    interfere,
    attributes(rows, { replica: self, slot: own }, value) {
      const dependencies: number[] = [], sequences = [0];
      for (const [replica, row] of rows.entries()) {
        const slots = [...row.keys()].filter((slot) => replica !== self || slot < own)
          .filter((slot) => interfere(row.get(slot)!.value, value)).sort((a, b) => b - a);
        dependencies.push(slots[0] ?? 0);
        for (const slot of slots) sequences.push(row.get(slot)!.sequence);
      }
      return { sequence: 1 + Math.max(...sequences), dependencies };
    },
  },
  quorums: {
    isSafe: ({ replicas: n, failures: f, fastFailures: e }) =>
      n > 2 * f && f >= e && n - f + 1 >= 2 * e,
    slow: ({ replicas, failures }) => replicas - failures,
    fast: ({ replicas, fastFailures }) => replicas - fastFailures,
    mostFast: (n, f) => (n - f + 1) >> 1 > f ? f : (n - f + 1) >> 1,
    support: ({ replicas, failures, fastFailures }) => replicas - fastFailures - failures,
  },
  coordinator,
  order,
  executor,
};
