/**
 * Answers that use the memory which all processes of a simulation share, as if it were a disk or a network.
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { clone } from "hb/model/clone.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import { gradePart, type Suite } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/01-replay/answers.ts";
import type { State } from "../../exercises/01-replay/office.ts";
import { suite as clocks } from "../../exercises/02-time/suite.ts";
import { suite as stores } from "../../exercises/03-consistency/suite.ts";
import { suite } from "../../exercises/01-replay/suite.ts";

const solved = <A>(suite: Suite<A>) =>
  answersIn(new URL(`../../solutions/${suite.chapter}`, import.meta.url).href, suite);
const right = await solved(suite);
const rightClocks = await solved(clocks);
const rightStores = await solved(stores);

const judged = (name: string, answers: Answers) =>
  gradePart(suite.parts.find((part) => part.name === name)!, answers);

/** Saves where it is asked directly, and nowhere else. */
function forgetful(): Answers {
  const memory = new Map<number, State>();
  return {
    ...right,
    recover(io, journal) {
      const known = io.now() > 0 ? memory.get(io.self) : undefined;
      const s = right.recover(io, known === undefined ? journal : [known]);
      memory.set(io.self, s);
      return s;
    },
    durable(plain) {
      const { register } = right.durable(plain);
      return { ...plain, register };
    },
  };
}

Deno.test("who remembers beside the journal has not saved", () => {
  const { standing, words } = judged("durable", forgetful());
  assertEquals(standing, "wrong");
  assertStringIncludes(words!, "nothing else survives a crash");
});

type OfficeIo = Parameters<typeof right.whole.protocol.start>[0];
/** The true journal of a node, in memory. */
type Hidden = (io: OfficeIo, isBorn: boolean) => unknown[];

/** Where a true journal can be kept: each made anew. */
const hidingPlaces: readonly (readonly [where: string, make: () => Hidden])[] = [
  ["beside the Io", () => {
    const worlds = new WeakMap<object, Map<number, unknown[]>>();
    return (io) => inMap(worlds, io, io.self);
  }],
  ["beside the list of nodes", () => {
    const worlds = new WeakMap<object, Map<number, unknown[]>>();
    return (io) => inMap(worlds, io.peers, io.self);
  }],
  ["in a variable that begins anew with each world", () => {
    const journals = new Map<number, unknown[]>();
    return ({ self }, isBorn) => {
      if (isBorn) journals.delete(self);
      const journal = journals.get(self) ?? [];
      journals.set(self, journal);
      return journal;
    };
  }],
  ["among the symbols of all modules", () => {
    const own = Symbol.for("hidden");
    const world = globalThis as unknown as Record<symbol, Map<number, unknown[]>>;
    world[own] = new Map();
    return ({ self }, isBorn) => {
      if (isBorn) world[own]!.delete(self);
      const journal = world[own]!.get(self) ?? [];
      world[own]!.set(self, journal);
      return journal;
    };
  }],
];

function inMap(
  worlds: WeakMap<object, Map<number, unknown[]>>,
  key: object,
  self: number,
): unknown[] {
  const journals = worlds.get(key) ?? new Map<number, unknown[]>();
  worlds.set(key, journals);
  const journal = journals.get(self) ?? [];
  journals.set(self, journal);
  return journal;
}

/** Its records say nothing; the true ones are kept in memory. */
function hollow(journalOf: Hidden): Answers {
  const { protocol, bookOf } = right.whole;
  const keeping = (io: OfficeIo): OfficeIo =>
    nested(io, {
      save(record) {
        journalOf(io, false).push(clone(record));
        io.save("saved" as never);
      },
    });
  const office = {
    ...wrapped(protocol, keeping),
    start(io: OfficeIo, journal: readonly unknown[]) {
      return protocol.start(keeping(io), clone(journalOf(io, journal.length === 0)) as never);
    },
    compact: () => ["saved"],
  };
  return { ...right, whole: { protocol: office as unknown as typeof protocol, bookOf } };
}

for (const [where, make] of hidingPlaces) {
  Deno.test(`a whole office whose book is not in its journal but ${where} is wrong`, () => {
    const { standing, words } = judged("whole", hollow(make()));
    assertEquals(standing, "wrong", words);
  });
}

Deno.test("who keeps to the journal is right", () => {
  for (const name of ["recover", "durable", "whole"]) {
    const { standing, words } = judged(name, right);
    assertEquals(standing, "done", words);
  }
});

Deno.test("servers that count together need not wait, and are wrong", () => {
  let last = 0;
  const commit: typeof rightClocks.commit = {
    commit(_s, { from }, io) {
      last = Math.max(last + 1e-6, io.now());
      io.answer(from, last);
    },
    passed() {},
  };
  const part = clocks.parts.find(({ name }) => name === "commit")!;
  const { standing, words } = gradePart(part, { ...rightClocks, commit });
  assertEquals(standing, "wrong");
  assertStringIncludes(words!, "nothing outside of their state");
});

Deno.test("branches that know the time of their whole system, and starve another system beside it, are wrong", () => {
  let latest = 0;
  const ticket: typeof right.ticket = (s, event, io) => {
    // A new run begins where time goes far back; where it goes a little back, another one is ahead.
    const isBehind = io.now() < latest && io.now() > latest - 10;
    if (isBehind) return;
    latest = io.now();
    right.ticket(s, event, io);
  };
  const { standing, words } = judged("ticket", { ...right, ticket });
  assertEquals(standing, "wrong");
  assertStringIncludes(words!, "another run goes on beside it");
});

/** A store whose nodes have one memory in common, found by `of`. */
function inCommon(of: (io: Parameters<typeof rightStores.store.read>[2]) => Map<string, number>) {
  const store: typeof rightStores.store = {
    ...rightStores.store,
    read(_s, { key, from }, io) {
      io.answer(from, of(io).get(key) ?? null);
    },
    write(_s, { key, value, from }, io) {
      of(io).set(key, value);
      io.answer(from, null);
    },
  };
  const part = stores.parts.find(({ name }) => name === "store")!;
  return gradePart(part, { ...rightStores, store });
}

Deno.test("replicas that are one map are wrong", () => {
  const memory = new Map<string, number>();
  let latest = 0;
  const { standing } = inCommon((io) => {
    // A new run begins where time goes back.
    if (io.now() < latest) memory.clear();
    latest = io.now();
    return memory;
  });
  assertEquals(standing, "wrong");
});

Deno.test("replicas that find one map by what their nodes are handed are wrong", () => {
  for (const handed of ["io", "peers"] as const) {
    const memories = new WeakMap<object, Map<string, number>>();
    const { standing } = inCommon((io) => {
      const key = handed === "io" ? io : io.peers;
      if (!memories.has(key)) memories.set(key, new Map());
      return memories.get(key)!;
    });
    assertEquals(standing, "wrong", handed);
  }
});
