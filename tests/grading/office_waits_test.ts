/** 01-replay: the longest and the fastest growing waits that the statements of parts 2 and 7 allow are right. */

import { assertEquals } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/01-replay/answers.ts";
import { ask, type Io, type Patience } from "../../exercises/01-replay/office.ts";
import { suite } from "../../exercises/01-replay/suite.ts";
import { ticket } from "../../solutions/01-replay/ticket.ts";

/** Asks again for all that is open, after a wait of its own. */
function waiting(delayMs: (attempt: number, io: Io) => number): Patience {
  return (s, { attempt }, io) => {
    for (const call of s.open.keys()) ask(s, call, io);
    if (s.open.size === 0) return;
    io.wait(delayMs(attempt, io), { type: "patience", attempt: attempt + 1 });
  };
}

function judged(name: "patience" | "backoff", answer: Patience): string | undefined {
  const part = suite.parts.find((each) => each.name === name)!;
  return gradePart(part, { ticket, [name]: answer } as unknown as Answers).words;
}

Deno.test("part 2: a wait of 5 s is short enough, and so is one of 2.5 times all waits before it", () => {
  const grows = (attempt: number) => attempt === 0 ? 5000 : 12_500 * 3.5 ** (attempt - 1);
  assertEquals(judged("patience", waiting(() => 5000)), undefined);
  assertEquals(judged("patience", waiting(grows)), undefined);
});

Deno.test("part 7: a wait may be limited to 8 s", () => {
  const limited = waiting((attempt, io) => {
    const half = Math.min(8000, 100 * 2 ** attempt) / 2;
    return half + half * io.choose(1000) / 999;
  });
  assertEquals(judged("backoff", limited), undefined);
});
