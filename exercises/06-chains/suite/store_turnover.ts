/** Stories of a chain: its servers fail one after the other, and others take their places. @module */

import type { Grading } from "hb/grade/part.ts";
import type { ChainStore, Command, NodeId } from "../given.ts";
import { Calm, sent } from "./store_bounds.ts";
import { asks } from "./words.ts";

const get: Command = { type: "get", key: "x" };
const append = (value: string): Command => ({ type: "append", key: "x", value });

/** Requires that nothing is lost, or done twice, when all servers have been replaced, and have all crashed. */
export function turnover(store: ChainStore, grading: Grading): void {
  many(new Calm(store, 3, grading));
  replaced(new Calm(store, 3, grading, 1));
  cutOff(new Calm(store, 3, grading, 1));
  outdated(new Calm(store, 3, grading, 1));
  lossy(new Calm(store, 3, grading), 3);
  lossy(new Calm(store, 3, grading), 2);
}

/** Many ask one server at a time. */
function many(calm: Calm): void {
  calm.asks(1, append("a"), 40);
  for (const to of [1, 2, 3]) {
    const before = calm.told.length;
    calm.tells(1, 100 + to, append("b"));
    for (let client = 0; client < 5; client++) calm.tells(to, 0, get, 200 + 10 * to + client);
    calm.run(60);
    const came = calm.told.length - before;
    if (came === 6) continue;
    calm.wrong(
      `client asks server 1: ${
        asks(append("b"))
      }; at the same time five others ask server ${to}: get "x"`,
      `${came} answers in 60 ms`,
      "6 answers: each query waits for itself",
    );
  }
}

/** Server 1 fails, then 2, then 3; each comes back beside the chain, and joins. */
function replaced(calm: Calm): void {
  const done = ['client asks server 1: append "x" "a"'];
  calm.asks(1, append("a"), 100);
  answers(calm, done, 0);
  for (const node of [1, 2, 3]) {
    calm.world.inject({ kind: "crash", at: calm.world.now, node, downMs: 700 });
    calm.run(1200);
    done.push(`server ${node} crashes, and is back after 700 ms`);
  }
  const { chain } = calm, head = chain[0]!, before = calm.told.length;
  if (chain.length < 3) {
    calm.wrong(done.join("; "), `the chain is ${chain.join(" → ")}`, "three servers");
  }
  calm.tells(head, 0, append("a"));
  calm.run(60);
  done.push(`the client asks the new head, ${head}, the same again`);
  answers(calm, done, before);
  reads(calm, done, "a", "an update is done once, whoever is the head by now");
  for (let node = 1; node <= 4; node++) {
    calm.world.inject({ kind: "crash", at: calm.world.now, node, downMs: 100 });
  }
  calm.run(1500);
  done.push("all servers crash, and are back after 100 ms");
  reads(calm, done, "a", "what is saved is there when all are back");
}

/** Requires that the update has been answered with its result. */
function answers(calm: Calm, done: readonly string[], before: number): void {
  const came = calm.told.slice(before);
  if (came.length > 0 && came.every((each) => each === "a")) return;
  const words = came.length === 0
    ? "no answer"
    : came.map((each) => JSON.stringify(each)).join(", ");
  calm.wrong(done.join("; "), words, '"a", the result that it had when it was done');
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
