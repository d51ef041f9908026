/** What clients are told, whatever they ask: each answer is that of a model. @module */

import type { Grading } from "hb/grade/part.ts";
import type { ChainStore, Command, NodeId } from "../given.ts";
import { Calm } from "./store_calm.ts";
import { KEYS } from "./words.ts";

const put = (key: string, value: string): Command => ({ type: "put", key, value });
const append = (key: string, value: string): Command => ({ type: "append", key, value });
const get = (key: string): Command => ({ type: "get", key });

/** Requires that clients are told what comes of what they ask, in chains of any length. */
export function clientsAreTold(store: ChainStore, grading: Grading): void {
  for (const servers of [1, 3]) everything(new Calm(store, servers, grading), servers);
  twelveServers(new Calm(store, 12, grading));
  manyWait(new Calm(store, 3, grading));
  cleanBesideDirty(new Calm(store, 3, grading));
  for (const to of [1, 2, 3]) alone(new Calm(store, 3, grading), to);
}

/** All commands, about all keys, asked of each server; and clients who ask again. */
function everything(calm: Calm, servers: number): void {
  for (let to = 1; to <= servers; to++) {
    for (const key of KEYS) {
      const all = [
        get(key),
        append(key, "a"),
        put(key, ""),
        get(key),
        put(key, "b"),
        append(key, ""),
      ];
      for (const [client, command] of all.entries()) calm.does(command, "", { to, client });
      calm.does(get(key), "", { to });
    }
  }
  for (let client = 20; client < 32; client++) calm.does(append("x", `${client};`), "", { client });
  calm.again("twelve others have asked for something");
}

/** Their numbers have one digit, or two. */
function twelveServers(calm: Calm): void {
  calm.does(append("x", "a"));
  calm.does(append("x", "b"), "", { to: 12 });
  calm.holds("two updates are done");
}

/** Forty queries wait at each server at the same time. */
function manyWait(calm: Calm): void {
  const many = 40;
  calm.asks(1, append("x", "a"), 40);
  for (const to of [1, 2, 3]) {
    const before = calm.told.length;
    calm.tells(1, 100 + to, append("x", "b"));
    for (let client = 0; client < many; client++) {
      calm.tells(to, 0, get("x"), 200 + 100 * to + client);
    }
    calm.run(60);
    const came = calm.told.length - before;
    if (came === many + 1) continue;
    calm.wrong(
      `client asks server 1: append "x" "b"; at the same time ${many} others ask server ${to}: get "x"`,
      `${came} answers in 60 ms`,
      `${many + 1} answers: each query waits for itself`,
    );
  }
}

/** The tail cannot be reached: what is clean is answered without it, and what is dirty is not. */
function cleanBesideDirty(calm: Calm): void {
  calm.does(append("x", "a"));
  calm.does(append("Y", "b"));
  calm.cut([[3], [1, 2]], 150);
  calm.tells(1, 2000, append("x", "c"), 50);
  calm.run(10);
  const done = 'servers 1 and 2 do not reach the tail, 3; client asks server 1: append "x" "c"';
  for (const to of [1, 2]) {
    for (const [key, value] of [["Y", "b"], ["", null]] as const) {
      const before = calm.told.length;
      calm.tells(to, 0, get(key), 60 + to + key.length * 10);
      calm.run(20);
      const came = calm.told.slice(before);
      if (came.length === 1 && came[0] === value) continue;
      calm.wrong(
        `${done}; another asks server ${to}: get "${key}"`,
        came.length === 0 ? "no answer in 20 ms" : JSON.stringify(came[0]),
        `${JSON.stringify(value)}: of this key nothing is dirty, so no other server is asked`,
      );
    }
  }
}

/** Whom nobody reaches cannot know whether it still is in the chain, though it was a moment ago. */
function alone(calm: Calm, to: NodeId): void {
  calm.does(append("x", "a"));
  calm.does(get("x"), "", { to });
  calm.cut([[to], [0, 1, 2, 3].filter((each) => each !== to)], 120);
  const before = calm.told.length;
  calm.tells(to, 0, get("x"), 60);
  calm.run(100);
  const came = calm.told.slice(before);
  if (came.length === 0) return;
  calm.wrong(
    `server ${to} has just answered a query, and is cut off from the master and all servers; another client asks ` +
      `it: get "x"`,
    JSON.stringify(came[0]),
    "no answer: what was confirmed before the query came says nothing of now",
  );
}
