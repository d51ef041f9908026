/** What chapter 3 says of a wrong checker: the shortest history on which it is wrong, and why it is. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import type { Memory } from "../../exercises/03-consistency/memory.ts";
import { suite } from "../../exercises/03-consistency/suite.ts";
import { causal } from "../../solutions/03-consistency/causal.ts";
import { linear } from "../../solutions/03-consistency/linear.ts";
import { order } from "../../solutions/03-consistency/order.ts";
import { session } from "../../solutions/03-consistency/session.ts";

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
