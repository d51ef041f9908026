import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Protocol } from "hb/model/protocol.ts";
import { gradePart, suiteOf } from "hb/grade/suite.ts";
import type { Task } from "hb/grade/task.ts";

type Ping = { readonly type: "ping"; readonly n: number };
type Again = { readonly type: "again" };

interface Answers {
  readonly clock: { tick(time: number): number };
  readonly ping: Protocol<{ seen: number[] }, Ping, Again>["upon"]["ping"];
  again(s: { seen: number[] }, timer: Again, io: { wait(ms: number, timer: Again): void }): void;
}
const text = { points: 1, statement: "", paper: "", hints: [] };
const clock: Task<Answers> = {
  ...text,
  title: "a clock",
  test({ clock }, grading) {
    grading.forAll([12, 3, 40], (time) => {
      grading.expect(clock.tick(time).toFixed() === `${time + 1}`, "it ticks");
    });
  },
};
const ping: Task<Answers> = {
  ...text,
  title: "a handler",
  test({ ping }, grading) {
    grading.sweep<{ seen: number[] }, Ping, Again>({
      protocol: {
        start(io) {
          io.wait(5, { type: "again" });
          return { seen: [] };
        },
        upon: { ping },
        after: {
          again(s, _timer, io) {
            s.seen.push(1);
            for (const peer of io.peers) io.send(peer, { type: "ping", n: s.seen.length });
            io.wait(5, { type: "again" });
          },
        },
      },
      nodes: 2,
    }, { seeds: 1, drive: (world) => void world.run(50) });
  },
};
const again: Task<Answers> = {
  ...text,
  title: "a timer",
  test({ again }, grading) {
    grading.sweep<{ seen: number[] }, Ping, Again>({
      protocol: {
        start(io) {
          io.wait(5, { type: "again" });
          return { seen: [] };
        },
        upon: { ping() {} },
        after: { again },
      },
      nodes: 2,
    }, { seeds: 1 });
  },
};
const suite = suiteOf<Answers>({
  chapter: "99-thrown",
  title: "What is thrown",
  members: { clock: { tick: "function" } },
  parts: { clock, ping, again },
});
// This file has both the suite and the answers; as judged code, its lines are those of answers.
const wordsOf = (part: number, answers: unknown) =>
  gradePart(suite.parts[part]!, answers as Answers).words ?? "";

Deno.test("an exception is told with its line, with what was asked, and with the case", () => {
  const answers = {
    clock: {
      tick(time: number) {
        if (time < 10) throw new RangeError("too early");
        return time + 1;
      },
    },
  };
  const words = wordsOf(0, answers);
  assertMatch(words, /^your code threw RangeError: too early at thrown_test\.ts:\d+, asked for /);
  assertStringIncludes(words, "asked for `clock.tick(3)`; the case is 3");
});

Deno.test("an exception in a handler is told with the handler, its line and what it was given", () => {
  const answers = {
    ping(s: { seen: number[] }, { n }: Ping) {
      s.seen.push(n);
      (undefined as unknown as Map<number, number>).get(n);
    },
  };
  const words = wordsOf(1, answers);
  assertMatch(words, /^node \d, upon ping: your code threw TypeError: .* at thrown_test\.ts:\d+/);
  assertStringIncludes(
    words,
    'asked for `ping({"seen":[1]}, {"from":0,"n":1,"type":"ping"}, …)`',
  );
});

Deno.test("a line of the book is not blamed: it is said what the answer gave", () => {
  // As if this file were the book's.
  const error = new TypeError("Cannot read properties of undefined");
  error.stack = `${error}\n    at judge (${new URL(
    "../../lib/grade/grading.ts",
    import.meta.url,
  )}:1:1)`;
  const early: Task<Answers> = {
    ...text,
    title: "used later",
    test({ clock }) {
      clock.tick(7);
      throw error;
    },
  };
  const answers = { clock: { tick: () => NaN } } as unknown as Answers;
  const words = gradePart({ ...suite.parts[0]!, test: early.test }, answers).words!;
  assertEquals(
    words,
    "what your code gave could not be used (TypeError: Cannot read properties of undefined): " +
      "`clock.tick(7)` gave NaN",
  );
});

Deno.test("a handler that sets its timer again at once is told so, by its line", () => {
  const answers: Pick<Answers, "again"> = { again: (_s, timer, io) => io.wait(0, timer) };
  const words = wordsOf(2, answers);
  assertStringIncludes(words, "node 0, after again: your code threw");
  assertStringIncludes(words, 'Cannot set timer "again" because time must pass');
  assertMatch(words, / at thrown_test\.ts:\d+/);
});
