import text from "./restarts.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import { mannerOf } from "./many.ts";
import { casesOf, event, manyAtOnce } from "./register_cases.ts";
import { alone } from "./single.ts";
import { type Case, playRegisters } from "./register_game.ts";

export const restarts = task<Answers>(text, ({ restarts }, grading) => {
  const cases = function* () {
    yield* casesOf(
      grading,
      800,
      "restarts",
      (random, nodes, self) => ({
        ...mannerOf(nodes, self),
        againMs: [100, 35][random.below(2)]!,
      }),
      { again: 4, ended: 2, crash: 2 },
    );
    yield* longLives();
    const manner = { againMs: 60 };
    yield* manyAtOnce((nodes) => ({ ...mannerOf(nodes, 0), ...manner }));
  };
  playRegisters(
    restarts,
    cases(),
    ({ self, nodes, againMs }) =>
      `node ${self} of ${nodes.join(" ")}, which asks again after ${againMs} ms`,
    grading,
  );
  const none = { wait: () => {}, cancel: () => {}, save: () => {} };
  forgets(
    "a client writes, and another one reads, at the only node, and both are answered",
    () =>
      restarts.start({ self: 0, nodes: [0], againMs: 50 }, [], {
        ...none,
        send: () => {},
        answer: () => {},
      }),
    (s, nth) => alone(restarts, s, nth, none),
    grading,
  );
});

/** It is asked again and again, and comes back again and again. */
function* longLives(): Generator<Case> {
  const manner = { ...mannerOf([0, 1, 2], 0), againMs: 50 };
  const again = Array.from({ length: 210 }, () => event("again"));
  const answer = [event("latest", { node: 1 }), event("latest", { node: 2 })];
  const end = [
    event("stored", { node: 1 }),
    event("stored", { node: 1 }),
    event("stored", { node: 2 }),
  ];
  yield { manner, script: [event("write"), ...again, ...answer, ...again, ...end, event("again")] };
  const life = (i: number) => [
    event("write"),
    ...answer,
    event("store", { node: 1, tag: { time: 1 + i % 4, writer: 1 } }),
    event("crash", { nth: i }),
    event("query", { node: 2 }),
    event("stored", { node: 1 }),
    event("stored", { node: 2 }),
    event("latest", { node: 1, tag: { time: 3, writer: 1 } }),
  ];
  yield { manner, script: Array.from({ length: 40 }, (_, i) => life(i)).flat() };
  // Phases of a long life, and of a late one, have names of their own.
  const one = [event("write"), ...answer];
  const crashes = Array.from({ length: 12 }, () => [event("crash", { nth: 1 }), ...one]);
  yield {
    manner,
    script: [...Array.from({ length: 60 }, () => one), ...crashes].flat(),
  };
  // What was only written, and is held nowhere here, keeps its time; each register its own.
  yield {
    manner,
    script: [
      ...[...one, ...one, event("write", { key: "y" }), ...answer],
      event("crash"),
      ...[...one, event("write", { key: "y" }), ...answer],
    ],
  };
  // It comes back with many registers, and with all of their times.
  const keys = Array.from({ length: 20 }, (_, i) => i % 2 === 0 ? i : `${i - 1}`);
  const stores = keys.map((key, i) =>
    event("store", { key, node: 1, tag: { time: 1 + i, writer: 2 } })
  );
  const writes = keys.flatMap((key) => [event("write", { key }), ...answer]);
  const asks = keys.map((key) => event("query", { key, node: 2 }));
  for (const nth of [0, 1]) {
    const crash = event("crash", { nth });
    yield { manner, script: [...stores, ...writes, crash, ...asks, crash, ...asks, ...writes] };
  }
}
