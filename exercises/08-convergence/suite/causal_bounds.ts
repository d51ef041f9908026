/** What a node of causal broadcast may keep, and how much may wait. @module */

import { type Grading, shown } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Broadcast, Causal, CausalIo } from "../given.ts";

/** Requires all that is told here. */
export function bounds(causal: Causal, grading: Grading): void {
  fromTheLast(causal, grading);
  isForgotten(causal, grading);
  isKeptOnce(causal, grading);
  isToldAll(causal, grading);
}

const silent: CausalIo = { send: () => {}, deliver: () => {}, stable: () => {} };

/** Many come, the last one first. */
function fromTheLast(causal: Causal, grading: Grading): void {
  const s = causal.start({ self: 1, nodes: 2 }), delivered: string[] = [], many = 300;
  const io = { ...silent, deliver: ({ payload }: Broadcast) => void delivered.push(payload) };
  const words = `${many} broadcasts of one node come, the last one first`;
  for (let count = many; count > 0; count--) {
    const message = {
      origin: 0,
      stamp: [count, 0],
      payload: `${count}`,
      type: "broadcast",
    } as const;
    grading.asked(() => causal.upon(s, 0, shown(message), io), () => words);
  }
  const must = Array.from({ length: many }, (_, i) => `${i + 1}`);
  grading.equal(delivered, must, `what is delivered when ${words}`);
}

/** What comes too early is kept once, however often it comes. */
function isKeptOnce(causal: Causal, grading: Grading): void {
  const message = { origin: 1, stamp: [0, 5], payload: "early", type: "broadcast" } as const;
  forgets(
    "the same broadcast comes too early",
    () => causal.start({ self: 0, nodes: 2 }),
    (s) => causal.upon(s, 1, shown(message), silent),
    grading,
  );
}

/** All say something, and all tell that they have it. */
function isForgotten(causal: Causal, grading: Grading): void {
  forgets(
    "each of three nodes says something, each twice heard, and tells that it has all of it",
    () => causal.start({ self: 0, nodes: 3 }),
    (s, nth) => {
      causal.say(s, `mine ${nth}`, silent);
      for (let node = 1; node < 3; node++) {
        const stamp = [nth, nth, node === 2 ? nth : nth - 1];
        const payload = `of ${node}, ${nth}`;
        for (let i = 0; i < 2; i++) {
          causal.upon(s, node, { type: "broadcast", origin: node, stamp, payload }, silent);
        }
      }
      for (const node of [1, 2]) {
        causal.upon(s, node, { type: "known", row: [nth, nth, nth] }, silent);
      }
    },
    grading,
  );
}

/** Who lacks a great deal gets all of it. */
function isToldAll(causal: Causal, grading: Grading): void {
  const s = causal.start({ self: 0, nodes: 3 }),
    many = 300,
    words = `${many} broadcasts are said here`;
  for (let i = 1; i <= many; i++) grading.asked(() => causal.say(s, `${i}`, silent), () => words);
  const sent = new Set<string>();
  const io: CausalIo = {
    ...silent,
    send: (_to, message) => void (message.type === "broadcast" && sent.add(message.payload)),
  };
  grading.asked(() => causal.upon(s, 2, { type: "known", row: [0, 0, 0] }, io), () => words);
  grading.equal(sent.size, many, `how many are sent to who has none when ${words}`);
}
