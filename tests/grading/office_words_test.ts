/** 01-replay: a mistake is told where it is, and not by what it led to in a run. */

import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Grading } from "hb/grade/grading.ts";
import { gradePart } from "hb/grade/suite.ts";
import { Wrong } from "hb/grade/wrong.ts";
import type { Answers } from "../../exercises/01-replay/answers.ts";
import { entire } from "../../exercises/01-replay/entire.ts";
import { ask, memoryOf, PATIENCE_MS } from "../../exercises/01-replay/office.ts";
import { suite } from "../../exercises/01-replay/suite.ts";
import { explored } from "../../exercises/01-replay/suite/explored.ts";
import { inTime } from "../../exercises/01-replay/suite/told.ts";
import { backoff } from "../../solutions/01-replay/backoff.ts";
import { durable } from "../../solutions/01-replay/durable.ts";
import { forget } from "../../solutions/01-replay/forget.ts";
import { patience } from "../../solutions/01-replay/patience.ts";
import { recover } from "../../solutions/01-replay/recover.ts";
import { register } from "../../solutions/01-replay/register.ts";
import { ticket } from "../../solutions/01-replay/ticket.ts";
import { type Change, protocol, whole } from "../../solutions/01-replay/whole.ts";

const right: Answers = {
  ticket,
  patience,
  register,
  forget,
  recover,
  durable,
  backoff,
  whole,
};

/** What is said of the reference with this answer in place of its own. */
function told<P extends keyof Answers>(name: P, answer: Answers[P]): string {
  const part = suite.parts.find((each) => each.name === name)!;
  return gradePart(part, { ...right, [name]: answer }).words ?? "";
}

Deno.test("part 3: what the office remembers outside of its state is told so", () => {
  const known = new Map<string, number>();
  const words = told("register", (s, { from, call, thing }, io) => {
    const name = `${from} ${call}`, ticket = known.get(name) ?? s.book.push(thing);
    known.set(name, ticket);
    memoryOf(s, from).tickets.set(call, ticket);
    io.send(from, { type: "ticket", call, ticket });
  });
  assertMatch(words, /keep nothing outside of their state/);
});

Deno.test("part 3: whoever is too slow hears for how many requests", () => {
  const part = suite.parts.find(({ name }) => name === "register")!, loads: string[] = [];
  gradePart(part, right, { onCase: (words) => loads.push(words) });
  assertEquals(loads[0], "8 requests, for 5 calls of 2 branches");
  const counts = loads.map((words) => Number(/^\d+/.exec(words)));
  assertEquals(counts.every((count) => count > 0), true, loads.join("\n"));
  assertEquals(Math.max(...counts) > 10_000, true, "the largest load is told, too");
});

Deno.test("part 4: a `forget` that returns the wrong thing is told as a step", () => {
  for (const passes of [() => false, () => undefined as unknown as boolean]) {
    const words = told("forget", (s, event) => {
      forget(s, event);
      return passes();
    });
    assertMatch(words, /came: forget returns (false|undefined)\nmust be: true/);
  }
});

Deno.test("part 5: what the last record says is told as it was before the start changed it", () => {
  const words = told("recover", (io, journal) => {
    const s = recover(io, journal);
    s.open.clear();
    return s;
  });
  assertMatch(words, /the last says that .* is open/);
  assertMatch(words, /must be: .* is open/);
});

Deno.test("part 7: a wait that is all chance is told so", () => {
  const words = told("backoff", (s, { attempt }, io) => {
    for (const call of s.open.keys()) ask(s, call, io);
    if (s.open.size === 0) return;
    const delayMs = io.choose(2 * PATIENCE_MS * 2 ** attempt);
    io.wait(delayMs, { type: "patience", attempt: attempt + 1 });
  });
  assertMatch(words, /half of a wait is fixed/);
});

Deno.test("part 8: a book outside of the state is told so", () => {
  const book: string[] = [];
  const { register } = protocol.upon;
  const shared = entire({
    protocol: {
      ...protocol,
      upon: {
        ...protocol.upon,
        register(s, event, io) {
          const { length } = s.book;
          register(s, event, io);
          book.push(...s.book.slice(length));
        },
      },
    },
    bookOf: () => book,
  });
  assertMatch(told("whole", shared), /keep nothing outside of their state/);
});

Deno.test("part 8: a compaction that is missing, or loses something, is told so", () => {
  const { compact, ...without } = protocol;
  const none = entire({ protocol: without, bookOf: (s) => s.book });
  assertMatch(told("whole", none), /there is no `compact`/);
  for (const lost of [{ branches: new Map() }, { calls: 0 }]) {
    const loses = (journal: readonly Change[]): Change[] =>
      compact!(journal).map((each) =>
        each.kind === "before" ? { kind: "before", state: { ...each.state, ...lost } } : each
      );
    const office = entire({ protocol: { ...protocol, compact: loses }, bookOf: (s) => s.book });
    assertMatch(told("whole", office), /the same state of a journal and of its compaction/);
  }
});

Deno.test("part 8: where every order of events is tried, it is told where a journal was compacted", () => {
  const { compact } = protocol;
  const loses = (journal: readonly Change[]): Change[] =>
    compact!(journal).map((each) =>
      each.kind === "before" ? { kind: "before", state: { ...each.state, calls: 0 } } : each
    );
  const office = entire({ protocol: { ...protocol, compact: loses }, bookOf: (s) => s.book });
  const grading = new Grading();
  const thrown = assertThrows(() => explored(office, grading), Wrong);
  assertMatch(thrown.message, /the journal of branch 1, with 1 record, is compacted to 1\n/);
  const { failure } = grading.found(thrown)!;
  const saves = failure!.trace.flatMap((event) => event.kind === "save" ? [event] : []);
  assertEquals(saves.filter(({ compacted }) => compacted !== undefined).length > 1, true);
  assertEquals(failure!.trace.at(-1)!.kind, "violation");
});

Deno.test("a long time is told in units of its own", () => {
  const [year, hour] = [365 * 86_400_000, 3_600_000];
  assertEquals([year, 2.5 * year, hour, 14_000, 90].map(inTime), [
    "a year",
    "2.5 years",
    "an hour",
    "14 s",
    "90 ms",
  ]);
});
