/** Right answers to exercise 07 that are built otherwise than the solution: part 1, and copies. */

import type {
  Any,
  Context,
  Coordinator,
  Copy,
  Dotted,
  Family,
  Handoff,
  Quorums,
  Sibling,
} from "../../exercises/07-quorums/given.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** By trying all sets of nodes. */
export const quorums: Quorums = {
  apart({ nodes, read, write }) {
    if (read > nodes - write) return null;
    const all = upTo(nodes).reverse();
    return { write: all.slice(0, write), read: all.slice(write, write + read) };
  },
  endures: ({ nodes, read, write }) => ({ writes: nodes - write, reads: nodes - read }),
  available({ nodes, read, write }, up) {
    let reads = 0, writes = 0;
    for (const set of upTo(2 ** nodes)) {
      const count = upTo(nodes).filter((node) => set >> node & 1).length;
      const chance = up ** count * (1 - up) ** (nodes - count);
      if (count >= read) reads += chance;
      if (count >= write) writes += chance;
    }
    return { reads, writes };
  },
  choices: (nodes, down) =>
    upTo(nodes).flatMap((w) => upTo(nodes).map((r) => ({ nodes, write: w + 1, read: r + 1 })))
      .filter(({ read, write }) => read + write > nodes && Math.max(read, write) + down <= nodes),
  meet: (reads, writes) =>
    reads.every((one) =>
      writes.every((other) => new Set([...one, ...other]).size < one.length + other.length)
    ),
  fewest(family: Family) {
    const nodes = [...new Set(family.flat())];
    const sizes = upTo(2 ** nodes.length).map((set) => nodes.filter((_, i) => set >> i & 1))
      .filter((lost) => family.every((each) => each.some((node) => lost.includes(node))))
      .map(({ length }) => length);
    return Math.min(...sizes);
  },
};

const dot = ({ actor, count }: Sibling) => JSON.stringify([actor, count]);

/** By the set of all dots that have ever been seen. */
export const dotted: Dotted = {
  event(copy, context, actor, value) {
    const all = new Set([...dots(copy.seen), ...dots(context)]);
    let count = 1;
    while (all.has(JSON.stringify([actor, count]))) count++;
    const gone = dots(context), rest = copy.siblings.filter((each) => !gone.has(dot(each)));
    return {
      seen: contextOf(new Set([...all, JSON.stringify([actor, count])])),
      siblings: [{ value, count, actor }, ...rest],
    };
  },
  sync(a, b) {
    const [seenA, seenB] = [dots(a.seen), dots(b.seen)];
    const inA = new Set(a.siblings.map(dot)), inB = new Set(b.siblings.map(dot));
    const siblings = [
      ...b.siblings.filter((each) => inA.has(dot(each)) || !seenA.has(dot(each))),
      ...a.siblings.filter((each) => !inB.has(dot(each)) && !seenB.has(dot(each))),
    ];
    return { siblings, seen: contextOf(new Set([...seenA, ...seenB])) };
  },
  context: ({ seen }) => seen.toReversed(),
  discard({ siblings, seen }, context) {
    const gone = dots(context);
    return { siblings: siblings.filter((each) => !gone.has(dot(each))), seen };
  },
  knows(a, b) {
    const own = dots(a.seen), all = dots(b.seen), there = new Set(b.siblings.map(dot));
    return [...all].every((each) => own.has(each)) &&
      a.siblings.map(dot).every((each) => !all.has(each) || there.has(each));
  },
};

const dots = (seen: Context): Set<string> =>
  new Set(seen.flatMap(([actor, most]) => upTo(most).map((i) => JSON.stringify([actor, i + 1]))));

function contextOf(all: ReadonlySet<string>): Context {
  const most = new Map<string, number>();
  for (const [actor, count] of [...all].map((each) => JSON.parse(each))) {
    most.set(actor, Math.max(count, most.get(actor) ?? 0));
  }
  return [...most];
}

/** One list of requests, with texts for names; what is kept is a list, too. */
export const coordinator: Coordinator = {
  start: (rules) => ({ rules: { ...rules }, copies: [], open: [], count: 0 }),
  get(s, client, key, io) {
    const request = `get ${++s.count}`;
    s.open.push({ request, client, key, found: [] });
    io.wait(request, s.rules.patienceMs);
    for (const home of s.rules.homes.toReversed()) io.send(home, { type: "fetch", request, key });
  },
  put(s, client, key, value, context, io) {
    const request = `put ${++s.count}`,
      copy = io.dotted.event(known(s, key), context, s.rules.actor, value);
    learns(s, key, copy);
    if (s.rules.write === 1) io.answer(client, { ok: true });
    else {
      s.open.push({ request, client, kept: [s.rules.self] });
      io.wait(request, s.rules.patienceMs);
    }
    for (const home of s.rules.homes.toReversed()) {
      if (home !== s.rules.self) io.send(home, { copy, key, request, type: "keep" });
    }
  },
  upon(s, from, message, io) {
    const at = s.open.findIndex(({ request }: Any) => request === message.request);
    const open = s.open[at];
    if (message.type === "fetch") {
      return io.send(from, {
        type: "found",
        request: message.request,
        copy: known(s, message.key),
      });
    }
    if (message.type === "keep") {
      io.send(from, { type: "kept", request: message.request });
      return learns(s, message.key, io.dotted.sync(message.copy, known(s, message.key)));
    }
    if (open === undefined) return;
    if (message.type === "kept") {
      if (!open.kept?.includes(from)) open.kept?.push(from);
      if (!(open.kept?.length >= s.rules.write)) return;
      s.open.splice(at, 1);
      io.cancel(open.request);
      return io.answer(open.client, { ok: true });
    }
    if (open.found === undefined || open.found.some(({ node }: Any) => node === from)) return;
    open.found.push({ node: from, copy: structuredClone(message.copy) });
    const copies = open.found.flatMap(({ copy }: Any) => copy === null ? [] : [copy]);
    const missing = s.rules.homes.length - open.found.length;
    if (!open.isAnswered && copies.length === s.rules.read) {
      const all = copies.reduce((a: Copy, b: Copy) => io.dotted.sync(a, b));
      const values = all.siblings.map(({ value }: Sibling) => value).filter((value: Any) =>
        value !== null
      );
      io.answer(open.client, { ok: true, context: io.dotted.context(all), values });
      open.isAnswered = true;
    } else if (!open.isAnswered && copies.length + missing < s.rules.read) {
      io.answer(open.client, { ok: false });
      open.isAnswered = true;
    }
    if (missing === 0) closes(s, at, io);
  },
  overdue(s, request, io) {
    const at = s.open.findIndex((each: Any) => each.request === request);
    if (at < 0) return;
    if (!s.open[at].isAnswered) io.answer(s.open[at].client, { ok: false });
    closes(s, at, io);
  },
};

function closes(s: Any, at: number, io: Any): void {
  const [{ found = [], key, request }] = s.open.splice(at, 1);
  io.cancel(request);
  const good = found.filter(({ copy }: Any) => copy !== null);
  const all = good.reduce((a: Copy, { copy }: Any) => io.dotted.sync(a, copy), {
    siblings: [],
    seen: [],
  });
  for (const { node, copy } of good.reverse()) {
    if (!io.dotted.knows(copy, all)) io.send(node, { type: "keep", request, key, copy: all });
  }
}

const known = (s: Any, key: Any): Copy =>
  s.copies.find((each: Any) => each.key === key)?.copy ?? { siblings: [], seen: [] };

function learns(s: Any, key: Any, copy: Copy): void {
  s.copies = [
    { key, copy: structuredClone(copy) },
    ...s.copies.filter((each: Any) => each.key !== key),
  ];
}

/** One shelf for all, with the home as a part of the name; a record tells the name, and what is there. */
export const handoff: Handoff = {
  places(list, n, down) {
    const isDown = new Set(down), free = list.filter((node, i) => i >= n && !isDown.has(node));
    const late = list.filter((home, i) => i < n && isDown.has(home));
    return [
      ...late.slice(0, free.length).map((home, i) => ({ home, node: free[i]! })),
      ...list.filter((home, i) => i < n && !isDown.has(home)).map((node) => ({ node, home: null })),
    ];
  },
  start(rules, journal) {
    const shelf = new Map(journal.filter(([, copy]) => copy !== 0));
    for (const [name, copy] of journal) {
      if (copy === 0) shelf.delete(name);
      else shelf.set(name, copy);
    }
    return { rules: structuredClone(rules), shelf, sweeps: [] };
  },
  upon(s, from, message, io) {
    const { key } = message as Any;
    const own = s.shelf.get(nameOf(null, key));
    const puts = (home: Any, copy: Copy) => {
      const name = nameOf(home, key), old = s.shelf.get(name);
      const next = old === undefined ? copy : io.dotted.sync(old, copy);
      if (old !== undefined && io.dotted.knows(old, copy)) return;
      s.shelf.set(name, structuredClone(next));
      io.save([name, structuredClone(next)]);
    };
    const drops = (home: Any) => {
      if (s.shelf.delete(nameOf(home, key))) io.save([nameOf(home, key), 0]);
    };
    const hints = [...s.shelf.keys()].map((name) => JSON.parse(name)).filter(([home]) =>
      home !== null
    );
    switch (message.type) {
      case "keep": {
        const { home } = message, isKnown = s.shelf.has(nameOf(home, key));
        if (home !== null && !isKnown && hints.length >= s.rules.most) return;
        io.send(from, { type: "kept", request: message.request });
        return puts(home, message.copy);
      }
      case "handoff":
        puts(null, message.copy);
        return io.send(from, { type: "taken", key, seen: s.shelf.get(nameOf(null, key)).seen });
      case "taken": {
        const hint = s.shelf.get(nameOf(from, key));
        if (hint !== undefined && covers(message.seen, hint.seen)) drops(from);
        return;
      }
      case "mayPurge": {
        if (hints.some(([, other]) => other === key)) return;
        const { self, homes } = s.rules;
        if (homes.includes(self) && !isGraveOf(own, message.seen)) return;
        return io.send(from, { ...message, type: "purgeable" });
      }
      case "purgeable": {
        const sweep = s.sweeps.find((each: Any) => each.key === key);
        if (sweep === undefined || !isOne(sweep.seen, message.seen)) return;
        sweep.left = sweep.left.filter((node: number) => node !== from);
        if (sweep.left.length > 0) return;
        s.sweeps = s.sweeps.filter((each: Any) => each !== sweep);
        for (const node of s.rules.nodes) io.send(node, { type: "purge", key, seen: sweep.seen });
        return;
      }
      case "purge":
        if (isGraveOf(own, message.seen)) drops(null);
    }
  },
  round(s, io) {
    for (const [name, copy] of [...s.shelf].reverse()) {
      const [home, key] = JSON.parse(name);
      if (home !== null) io.send(home, { type: "handoff", key, copy });
    }
  },
  sweep(s, key, io) {
    const own = s.shelf.get(nameOf(null, key));
    if (!isGraveOf(own, own?.seen ?? [])) return;
    s.sweeps = s.sweeps.filter((each: Any) => each.key !== key);
    s.sweeps.push({ key, seen: own.seen, left: [...s.rules.nodes] });
    for (const node of s.rules.nodes) io.send(node, { type: "mayPurge", key, seen: own.seen });
  },
  copyOf: (s, key) => s.shelf.get(nameOf(null, key)) ?? null,
};

const nameOf = (home: Any, key: Any) => JSON.stringify([home, key]);
const covers = (a: Context, b: Context) =>
  b.every(([actor, count]) => a.some(([other, most]) => other === actor && most >= count));
const isOne = (a: Context, b: Context) => covers(a, b) && covers(b, a);
const isGraveOf = (copy: Copy | undefined, seen: Context) =>
  copy !== undefined && copy.siblings.length > 0 && isOne(copy.seen, seen) &&
  !copy.siblings.some(({ value }) => value !== null);
