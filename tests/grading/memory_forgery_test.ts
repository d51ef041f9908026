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

/** Its records say nothing; the true ones are kept in memory. */
function hollow(): Answers {
  // Each world has an Io of its own, so that runs beside each other stay apart.
  const worlds = new WeakMap<object, Map<number, unknown[]>>();
  const { protocol, bookOf } = right.whole;
  type Io = Parameters<typeof protocol.start>[0];
  const journalOf = (io: Io) => {
    const journals = worlds.get(io) ?? new Map<number, unknown[]>();
    worlds.set(io, journals);
    const journal = journals.get(io.self) ?? [];
    journals.set(io.self, journal);
    return journal;
  };
  const keeping = (io: Io): Io =>
    nested(io, {
      save(record) {
        journalOf(io).push(clone(record));
        io.save("saved" as never);
      },
    });
  const office = {
    ...wrapped(protocol, keeping),
    start(io: Io) {
      return protocol.start(keeping(io), clone(journalOf(io)) as never);
    },
    compact: () => ["saved"],
  };
  return { ...right, whole: { protocol: office as unknown as typeof protocol, bookOf } };
}

Deno.test("a whole office whose journal has no book in it is wrong", () => {
  const { standing, words } = judged("whole", hollow());
  assertEquals(standing, "wrong");
  assertStringIncludes(words!, "start must find the book in the journal");
});

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

Deno.test("replicas that are one map are wrong", () => {
  const memory = new Map<string, number>();
  let latest = 0;
  /** A new run begins where time goes back. */
  const forget = (now: number) => {
    if (now < latest) memory.clear();
    latest = now;
  };
  const store: typeof rightStores.store = {
    ...rightStores.store,
    read(_s, { key, from }, io) {
      forget(io.now());
      io.answer(from, memory.get(key) ?? null);
    },
    write(_s, { key, value, from }, io) {
      forget(io.now());
      memory.set(key, value);
      io.answer(from, null);
    },
  };
  const part = stores.parts.find(({ name }) => name === "store")!;
  const { standing, words } = gradePart(part, { ...rightStores, store });
  assertEquals(standing, "wrong");
  assertStringIncludes(words!, "nothing outside of their state");
});
