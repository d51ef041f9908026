/**
 * Answers to chapter 1 that save next to nothing, and remember in the memory that all processes of a
 * simulation share. At its birth, at time 0, each forgets what was there.
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { clone } from "hb/model/clone.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { State } from "../../exercises/01-replay/office.ts";
import type { Subject } from "../../exercises/01-replay/subject.ts";
import { suite } from "../../exercises/01-replay/suite.ts";
import { subject as right } from "../../solutions/01-replay/subject.ts";

const judged = (name: string, subject: Subject) =>
  gradePart(suite.parts.find((part) => part.name === name)!, subject);

/** Saves where it is asked directly, and nowhere else. */
function forgetful(): Subject {
  const memory = new Map<number, State>();
  return {
    ...right,
    start(io, journal) {
      const known = io.now() > 0 ? memory.get(io.self) : undefined;
      const s = right.start(io, known === undefined ? journal : [known]);
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
function hollow(): Subject {
  const journals = new Map<number, unknown[]>();
  const { protocol, bookOf } = right.whole;
  type Io = Parameters<typeof protocol.start>[0];
  const keeping = (io: Io): Io => ({
    self: io.self,
    peers: io.peers,
    now: () => io.now(),
    choose: (count) => io.choose(count),
    send: (to, message) => io.send(to, message),
    answer: (client, result) => io.answer(client, result),
    wait: (delayMs, timer) => io.wait(delayMs, timer),
    cancel: (type) => io.cancel(type),
    save(record) {
      journals.get(io.self)!.push(clone(record));
      io.save("saved");
    },
  });
  const within = (handlers: typeof protocol.upon) =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [
        type,
        (s: unknown, event: never, io: Io) => handler(s, event, keeping(io)),
      ]),
    );
  const office = {
    start(io: Io) {
      if (io.now() === 0) journals.set(io.self, []);
      return protocol.start(keeping(io), clone(journals.get(io.self)!));
    },
    upon: within(protocol.upon),
    after: within(protocol.after as typeof protocol.upon),
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
