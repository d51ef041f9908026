/** Servers that come back: with all that they saved, and with nothing that is over. @module */

import type { Grading } from "hb/grade/part.ts";
import type { ChainStore, Command, NodeId } from "../given.ts";
import { Calm } from "./store_calm.ts";

const KEYS = ["x", "Y", "", "constructor", "10"];
const get: Command = { type: "get", key: "x" };
const append = (value: string, key = "x"): Command => ({ type: "append", key, value });

/** Requires that who comes back has what it had, and nothing else. */
export function comeback(store: ChainStore, grading: Grading): void {
  longHistory(new Calm(store, 3, grading, 1));
  joinsAndCrashes(new Calm(store, 3, grading));
  crashesInTheChain(new Calm(store, 3, grading));
  formerLife(new Calm(store, 3, grading, 1));
}

/** Twelve clients have much done, all servers are replaced while that goes on, and then all crash. */
function longHistory(calm: Calm): void {
  let count = 0;
  const works = (done: string, clients: number) => {
    const key = KEYS[count % KEYS.length]!, value = `${count % 10}`;
    const type = count % 4 === 0 ? "put" : "append";
    calm.does({ type, key, value }, done, { client: 20 + count++ % clients });
  };
  for (let i = 0; i < 120; i++) works("", 12);
  let done = "twelve clients have had 120 updates done";
  for (const node of [1, 2, 3]) {
    calm.crash(node, 500);
    done += `; server ${node} crashes, and is back after 500 ms, while clients go on`;
    // Who joins is slow to say that it has everything; so updates come meanwhile.
    const slow = { kind: "slow", at: calm.world.now + 100, forMs: 400, to: 0, byMs: 60 } as const;
    for (let from = 1; from <= 4; from++) calm.inject({ ...slow, from });
    calm.run(200);
    for (let i = 0; i < 25; i++) {
      works(done, 3);
      calm.run(5);
    }
    calm.run(500);
    isLong(calm, done);
  }
  calm.again(done);
  calm.holds(done);
  for (let node = 1; node <= 4; node++) calm.crash(node, 60);
  calm.run(1000);
  done += "; all servers crash, and are back after 60 ms";
  calm.holds(done);
  calm.again(done);
}

function isLong(calm: Calm, done: string): void {
  if (calm.chain.length >= 3) return;
  calm.wrong(done, `the chain is ${calm.chain.join(" → ")}`, "three servers");
}

/** Who joins has nothing any more, and is not whole; that it crashes meanwhile does not change it. */
function joinsAndCrashes(calm: Calm): void {
  calm.does(append("a"));
  calm.cut([[1], [0, 2, 3]], 600);
  calm.run(300);
  calm.tells(1, 5000, append("lost"), 50);
  calm.run(20);
  calm.does(append("b"), "", { to: 2 });
  // What the tail sends to who joins does not arrive.
  calm.cut([[2, 3], [1]], 700, true);
  calm.run(450);
  calm.crash(1, 10);
  calm.run(900);
  const done =
    "server 1, the head, is cut off, takes an update that nobody else hears of, and is let go; another one is done; " +
    "server 1 joins, but is sent nothing, crashes, and is back after 10 ms; then it is sent what it asks for";
  isLong(calm, done);
  calm.holds(done);
}

/** Who has come into the chain, and not heard yet that it has everything, crashes. */
function crashesInTheChain(calm: Calm): void {
  calm.does(append("a"));
  calm.crash(1, 400);
  calm.run(390);
  // The others hear late that the chain is longer by who joins: for a while they go on without it.
  for (const to of [2, 3]) {
    calm.inject({ kind: "slow", at: calm.world.now + 40, forMs: 400, from: 0, to, byMs: 150 });
  }
  for (let ms = 0; ms < 400 && !calm.chain.includes(1); ms++) calm.run(1);
  if (!calm.chain.includes(1)) return;
  calm.run(3);
  const before = calm.told.length;
  calm.tells(2, 4000, append("b"), 50);
  calm.run(8);
  if (calm.told.slice(before).at(-1) !== "ab") return;
  calm.crash(1, 5);
  calm.run(12);
  const came = reads(calm, 1, 61, 40);
  if (came === undefined || came === "ab") return;
  calm.wrong(
    "server 1 crashes, is back, joins 2 → 3, and is the tail; 2 and 3 have not heard of it yet: client asks server 2: " +
      'append "x" "b", and is answered "ab"; server 1 crashes, and is back after 5 ms; it is asked: get "x"',
    JSON.stringify(came),
    'no answer before it has "b": who comes back is whole only if it was',
  );
}

/** A word of the tail comes late, to a server that has crashed since, and asks anew. */
function formerLife(calm: Calm): void {
  const { world } = calm, node = 2;
  calm.does(append("a"));
  calm.crash(3, 5000);
  calm.run(800);
  const tail = calm.chain.at(-1)!, at = calm.chain.indexOf(node);
  if (calm.chain.length < 3 || at < 0 || node === tail || calm.chain[at + 1] !== tail) return;
  calm.crash(node, 5);
  calm.run(60);
  calm.cut([[node], [tail]], 3, true);
  calm.tells(calm.chain[0]!, 3000, append("b"), 50);
  calm.run(4);
  calm.inject({ kind: "slow", at: world.now, forMs: 75, from: tail, to: node, byMs: 80 });
  calm.tells(node, 0, get, 61);
  calm.run(4);
  calm.crash(node, 5);
  calm.run(25);
  const first = reads(calm, tail, 62, 10);
  const late = reads(calm, node, 63, 120);
  if (first !== "ab" || late === undefined || late === "ab") return;
  calm.wrong(
    `the chain is ${
      calm.chain.join(" → ")
    }; client asks the head: append "x" "b"; server ${node} has it, and the tail ` +
      `does not; server ${node} is asked: get "x", asks the tail, crashes, and is back after 5 ms; the tail gets ` +
      `the update, and is asked: get "x", which is "ab"; server ${node} is asked the same, and then what the tail ` +
      "said to its former life comes",
    JSON.stringify(late),
    '"ab": an answer to a former life is none to what is asked in this one',
  );
}

function reads(calm: Calm, to: NodeId, client: number, forMs: number): string | null | undefined {
  const before = calm.told.length;
  calm.tells(to, 0, get, client);
  calm.run(forMs);
  return calm.told.slice(before).at(-1);
}
