/** What chapter 3 says of a wrong checker: the shortest history on which it is wrong, and why it is. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import type { Memory } from "../../exercises/03-consistency/memory.ts";
import { entire } from "../../exercises/03-consistency/entire.ts";
import { suite } from "../../exercises/03-consistency/suite.ts";
import { causal } from "../../solutions/03-consistency/causal.ts";
import { linear } from "../../solutions/03-consistency/linear.ts";
import { order } from "../../solutions/03-consistency/order.ts";
import { session } from "../../solutions/03-consistency/session.ts";
import { store } from "../../solutions/03-consistency/store.ts";
import { protocol, ready } from "../../solutions/03-consistency/anywhere.ts";
import { keeping } from "../../solutions/03-consistency/mutants/keeping.ts";

/** The history without the reads of 16, a value that comes only where much else happens. */
const without16 = (history: Memory): Memory => history.filter(({ output }) => output !== 16);

function words(name: keyof Answers, answer: Partial<Answers>): string {
  const part = suite.parts.find((each) => each.name === name)!;
  const { standing, words } = gradePart(part, answer as Answers);
  assertEquals(standing, "wrong");
  return words!;
}

/** How many operations are told. */
function lengthOf(words: string): number {
  const [history] = /\d+ [rw] \S+ [^,\s]+(, \d+ [rw] \S+ [^,\s]+)*/.exec(words)!;
  return history.split(", ").length;
}

Deno.test("of a long history as many operations are told as matter, and why they do", () => {
  const blind = words("linear", { linear: (history) => linear(without16(history)) });
  assertEquals(lengthOf(blind), 3);
  assertStringIncludes(blind, "It is not, since");
  assertStringIncludes(
    words("causal", { causal: (history) => causal(without16(history)) }),
    "It is not, since process",
  );
  const forgetful = words("session", {
    session: {
      ...session,
      readsMonotonically: (history, arbitration) =>
        history.length > 9 || session.readsMonotonically(history, arbitration),
    },
  });
  assertEquals(lengthOf(forgetful), 10);
  assertStringIncludes(forgetful, "falls behind it");
});

Deno.test("of a history with a hundred operations and more only those are told that matter", () => {
  const chained = words("order", {
    order: (history, a, b) => Math.abs(a - b) < 60 && order(history, a, b),
  });
  assert(lengthOf(chained) < 66, `${lengthOf(chained)} operations`);
  const cut = words("causal", { causal: (history) => causal(history.slice(0, 64)) });
  assertStringIncludes(cut, "(12 times)");
  assert(cut.length < 800, `${cut.length} characters`);
});

Deno.test("of a run with a hundred operations the three are told that contradict each other", () => {
  const forgetful = entire({
    ...protocol,
    upon: {
      ...protocol.upon,
      write(s, event, io) {
        s.time %= 64;
        protocol.upon.write(s, event, io);
      },
    },
  });
  const said = words("anywhere", { anywhere: forgetful });
  assertEquals(lengthOf(said.slice(said.indexOf("– but "))), 3);
  assertStringIncludes(said, "a shorter run may do");
});

Deno.test("a store that goes around for ever at many nodes is told so, with the step and its line", () => {
  const endless = entire({
    ...protocol,
    upon: {
      ...protocol.upon,
      update(s, event, io) {
        protocol.upon.update(s, event, io);
        while (io.peers.length > 100 && ready(s) === undefined);
      },
    },
  });
  const said = words("anywhere", { anywhere: endless });
  assertStringIncludes(said, "upon update: a step that does not come to an end");
  assertStringIncludes(said, "at anywhere.ts:");
});

Deno.test("where the answer should have been yes, an order that fits is told, or the way from one to the other", () => {
  assertStringIncludes(
    words("linear", { linear: ({ length }) => length === 0 }),
    "0 r x - (from–to in ms: 0–6). It is, since this order fits: 0 r x -",
  );
  assertStringIncludes(
    words("linear", { linear: () => false }),
    "no operation at all. It is, since there is nothing to put in order",
  );
  assertStringIncludes(
    words("order", { order: (history, a, b) => a < 3 && b < 3 && order(history, a, b) }),
    "as it was read",
  );
});

Deno.test("what is neither true nor false, and what is thrown, is told with the history", () => {
  assertStringIncludes(
    words("causal", { causal: () => undefined as unknown as boolean }),
    "your answer is neither true nor false (undefined)",
  );
  const thrown = words("linear", {
    linear: (history) => {
      if (history.length > 1) throw new Error("too long");
      return linear(history);
    },
  });
  assertStringIncludes(thrown, "(from–to in ms: ");
  assertStringIncludes(thrown, "your code threw Error: too long");
});

Deno.test("a store that keeps what came twice is told so of a run in which every message arrives twice", () => {
  assertStringIncludes(
    words("anywhere", { anywhere: keeping["keeps copies: what came twice waits for ever"]! }),
    "after 37 writes of two registers, of which every message arrived twice, the state of node 0 has",
  );
});

Deno.test("whatever is no verdict is named in every part, not-a-number among it", () => {
  for (const [said, named] of [[undefined, "undefined"], [NaN, "NaN"], [null, "null"]] as const) {
    const answer = () => said as unknown as boolean;
    for (const name of ["order", "linear", "causal"] as const) {
      assertStringIncludes(words(name, { [name]: answer }), `neither true nor false (${named})`);
    }
    const both = { readsItsWrites: answer, readsMonotonically: answer };
    assertStringIncludes(words("session", { session: both }), `neither true nor false (${named})`);
  }
});

Deno.test("where names do not matter they are x and y, and operations take time where that does not matter", () => {
  const everywhere = words("session", {
    session: {
      ...session,
      readsItsWrites: (history, arbitration) =>
        session.readsItsWrites(
          history.map((each) => ({ ...each, input: { ...each.input, key: "x" } })),
          new Map([["x", [...arbitration.values()].flat()]]),
        ),
    },
  });
  assertMatch(everywhere, /for 0 w x 0, 0 r y -, arbitrated x: 0:/);
  // What ends when something begins comes before it.
  const touching = words("linear", {
    linear: (history) => linear(history.map((each) => ({ ...each, endedAt: each.endedAt - 1e-9 }))),
  });
  assertMatch(touching, /in ms: 0–(\d+), \1–\d+\)/);
});

Deno.test("part 4 tells operations as histories do, whatever it says of them", () => {
  const said = words("linear", { linear: () => true });
  assertStringIncludes(said, "0 r x 0 (from–to in ms: 0–6). It is not, since r x 0 by process 0");
  assert(!/→|key "/.test(said), said);
});

Deno.test("part 6 names the node and the message, and of many answers the one that is wrong", () => {
  const everybody = words("store", {
    store: {
      ...store,
      ordered: (s, event, io) => store.ordered(s, { ...event, writer: io.self }, io),
    },
  });
  assertStringIncludes(everybody, "clients that node 0 answers upon ordered, place 1, of a write");
  const falsy = words("store", {
    store: { ...store, read: (s, { key, from }, io) => io.answer(from, s.memory.get(key) || null) },
  });
  assertStringIncludes(falsy, "a read of ");
  assertStringIncludes(falsy, "afterwards: expected [0], found [null]");
});
