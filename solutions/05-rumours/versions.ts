/** Part 4: how far it is, what is kept, and what others have said. */

import {
  type NodeId,
  sizeOf,
  type Update,
  type Vector,
  type Versions,
  type VersionsIo,
  type VersionsRules,
} from "../../exercises/05-rumours/given.ts";

interface State {
  readonly rules: VersionsRules;
  /** Of each origin, up to which number all is applied. */
  readonly reaches: Map<NodeId, number>;
  /** Of each origin, the last of what was applied: it ends at `reaches`. */
  readonly kept: Map<NodeId, Update[]>;
  /** What each other member said last. */
  readonly said: Map<NodeId, Map<NodeId, number>>;
}

export const versions: Versions<State> = {
  start(rules, saved) {
    const s: State = {
      rules: { ...rules, members: [...rules.members] },
      reaches: new Map(),
      kept: new Map(),
      said: new Map(),
    };
    for (const update of saved) keep(s, update);
    return s;
  },
  write(s, value, io) {
    const { self } = s.rules;
    take(s, [{ origin: self, number: (s.reaches.get(self) ?? 0) + 1, value }], io);
  },
  round({ reaches }, partner, io) {
    if (partner !== null) io.send(partner, { type: "digest", has: [...reaches] });
  },
  upon(s, from, message, io) {
    if (message.type !== "updates") hear(s, from, message.has);
    if (message.type === "digest") {
      if (isAlike(s.reaches, new Map(message.has))) return;
      const updates = lacking(s, message.has);
      return io.send(from, { type: "answer", updates, has: [...s.reaches] });
    }
    take(s, message.updates, io);
    if (message.type === "updates") return;
    const updates = lacking(s, message.has);
    if (updates.length > 0) io.send(from, { type: "updates", updates });
  },
};

function isAlike(own: Map<NodeId, number>, theirs: Map<NodeId, number>): boolean {
  const origins = [...own.keys(), ...theirs.keys()];
  return origins.every((origin) => (own.get(origin) ?? 0) === (theirs.get(origin) ?? 0));
}

function keep({ reaches, kept }: State, update: Update): void {
  const { origin, number } = update;
  reaches.set(origin, number);
  kept.set(origin, [...kept.get(origin) ?? [], { ...update }]);
}

function take(s: State, updates: readonly Update[], io: VersionsIo): void {
  for (const update of updates.toSorted((a, b) => a.number - b.number)) {
    if (update.number !== (s.reaches.get(update.origin) ?? 0) + 1) continue;
    keep(s, update);
    io.apply(update);
  }
  drop(s);
}

function hear(s: State, from: NodeId, has: Vector): void {
  if (s.rules.members.includes(from)) s.said.set(from, new Map(has));
  drop(s);
}

/** What all others have said that they have. */
function drop({ rules, kept, said }: State): void {
  const others = rules.members.filter((node) => node !== rules.self);
  for (const [origin, updates] of kept) {
    const all = Math.min(...others.map((node) => said.get(node)?.get(origin) ?? 0));
    kept.set(origin, updates.filter(({ number }) => number > all));
  }
}

function lacking({ rules, reaches, kept }: State, has: Vector): Update[] {
  const theirs = new Map(has);
  const lists = [...reaches].flatMap(([origin, number]) => {
    const from = theirs.get(origin) ?? 0;
    const list = kept.get(origin)!.filter((each) => each.number > from);
    return list.length > 0 && list.length === number - from ? [list] : [];
  }).sort((a, b) => b.length - a.length || a[0]!.origin - b[0]!.origin);
  const sent: Update[] = [];
  let room = rules.budget;
  for (const list of lists) {
    for (const update of list) {
      if (sizeOf(update) > room && sent.length > 0) break;
      sent.push(update);
      room -= sizeOf(update);
    }
  }
  return sent;
}
