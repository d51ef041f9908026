/** Stories of a chain: its servers fail one after the other, and others take their places. @module */

import type { Grading } from "hb/grade/part.ts";
import type { ChainStore, Command, NodeId } from "../given.ts";
import { Calm, sent } from "./store_calm.ts";

const get: Command = { type: "get", key: "x" };
const append = (value: string): Command => ({ type: "append", key: "x", value });

/** Requires that nothing is lost when servers fail that others wait for, and that all comes to an end. */
export function turnover(store: ChainStore, grading: Grading): void {
  cutOff(new Calm(store, 3, grading, 1));
  outdated(new Calm(store, 3, grading, 1));
  lossy(new Calm(store, 3, grading), 3);
  lossy(new Calm(store, 3, grading), 2);
}

/** Who joins cannot be sent the state, and the others fail: it must not be all that is left. */
function cutOff(calm: Calm): void {
  const done = ['client asks server 1: append "x" "a"'], { world } = calm;
  calm.asks(1, append("a"), 100);
  for (const node of [2, 3]) {
    world.inject({ kind: "partition", at: world.now, forMs: 2600, sides: [[node], [4]] });
  }
  world.inject({ kind: "crash", at: world.now, node: 1, downMs: 2600 });
  calm.run(900);
  for (const node of [2, 3]) {
    world.inject({ kind: "crash", at: world.now, node, downMs: 900 });
  }
  done.push(
    "server 1 crashes; server 4 joins, but 2 and 3 cannot send it anything; then they crash, too",
  );
  calm.run(3000);
  done.push("all are back, and nobody is cut off");
  reads(calm, done, "a", "a chain is never left with servers alone that lack something");
}

/** Who comes back must not do for an old head what it did in a chain that is over. */
function outdated(calm: Calm): void {
  const { world } = calm,
    cut = (sides: [NodeId[], NodeId[]], forMs: number) =>
      world.inject({ kind: "partition", at: world.now, forMs, sides });
  calm.asks(1, append("a"), 100);
  cut([[0], [1]], 2000);
  calm.run(900);
  cut([[0], [2, 3]], 140);
  for (const node of [2, 3]) world.inject({ kind: "crash", at: world.now, node, downMs: 60 });
  calm.run(70);
  const before = calm.told.length;
  calm.asks(1, append("b"), 20);
  const isTold = calm.told.length > before;
  calm.tells(4, 0, get, 300);
  calm.run(40);
  const read = calm.told.at(-1);
  if (!isTold || read === calm.told[before]) return;
  calm.wrong(
    'client asks server 1: append "x" "a"; server 1 is cut off from the master, and server 4 joins; 2 and 3 ' +
      'crash, come back, and have not heard from the master yet; client asks server 1: append "x" "b", and is ' +
      `answered ${JSON.stringify(calm.told[before])}; another asks server 4: get "x"`,
    JSON.stringify(read),
    'what was answered is read; or "b" is not answered: who comes back acts in no chain older than the one it knew',
  );
}

/** What was lost is sent again, until it is over. */
function lossy(calm: Calm, from: NodeId): void {
  const { world } = calm;
  world.inject({
    kind: "partition",
    at: world.now,
    forMs: 150,
    sides: [[from], [from - 1]],
    oneWay: true,
  });
  calm.asks(1, append("a"), 2200);
  const before = world.trace.length;
  calm.run(600);
  const came = sent(world.trace.slice(before));
  if (came.length === 0) return;
  calm.wrong(
    `client asks server 1: append "x" "a"; what server ${from} says to server ${
      from - 1
    } is lost for ` +
      "1300 ms; a second goes by",
    came.slice(0, 6).join(", "),
    "nothing is said: word of the update has been sent again, and it is over",
  );
}

/** Requires that every server of the chain answers this. */
function reads(calm: Calm, done: readonly string[], value: string, must: string): void {
  for (const to of calm.chain) {
    const before = calm.told.length, nth = 1000 + calm.world.now;
    calm.tells(to, nth, get, 300 + to);
    calm.run(250);
    const came = calm.told.slice(before).at(-1);
    if (came === value) continue;
    const words = came === undefined ? "no answer in 250 ms" : `${JSON.stringify(came)}`;
    calm.wrong(
      `${done.join("; ")}; then server ${to} is asked: get "x"`,
      words,
      `"${value}": ${must}`,
    );
  }
}
