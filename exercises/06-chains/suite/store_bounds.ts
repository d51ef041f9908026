/** What a store may take: messages, records and memory, when all is well. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { ChainStore, Command } from "../given.ts";
import { Calm, sent } from "./store_calm.ts";
import { asks } from "./words.ts";

/** Requires that a store takes no more than it should. */
export function thrifty(store: ChainStore, grading: Grading): void {
  for (const servers of [1, 2, 3, 5, 12]) {
    const calm = new Calm(store, servers, grading);
    for (let to = 1; to <= servers; to++) {
      const command: Command = { type: "append", key: "x", value: `${to}` };
      const came = sent(calm.asks(to, command, 60)), most = 2 * (servers - 1) + (to > 1 ? 1 : 0);
      if (came.length > most) {
        calm.wrong(
          `client asks server ${to}: ${asks(command)}`,
          came.join(", "),
          `${most} messages at the most`,
        );
      }
    }
    for (let to = 1; to <= servers; to++) {
      const command: Command = { type: "get", key: "x" };
      const trace = calm.asks(to, command, 60), came = sent(trace);
      if (came.length > 0) {
        calm.wrong(
          `all updates are decided, and a client asks server ${to}: ${asks(command)}`,
          came.join(", "),
          "no message to another server: the newest version is clean",
        );
      }
    }
    const trace = calm.asks(1, { type: "get", key: "x" }, 600), quiet = sent(trace);
    if (trace.some(({ kind }) => kind === "save")) {
      calm.wrong(
        'client asks server 1: get "x", and then nobody',
        "something is saved",
        "nothing is saved",
      );
    }
    if (quiet.length > 0) {
      calm.wrong("nothing is asked for 600 ms", quiet.join(", "), "nothing is said");
    }
  }
  sparing(new Calm(store, 3, grading));
}

/** Requires that little is saved and remembered. */
function sparing(calm: Calm): void {
  const value = "v".repeat(40), sizes: number[] = [];
  for (let nth = 0; nth < 90; nth++) {
    const command: Command = { type: "put", key: `k${nth % 30}`, value: `${value}${nth % 10}` };
    const trace = calm.asks(1, command, 30);
    if (nth < 30) continue;
    const records = trace.flatMap((event) => event.kind === "save" ? [encode(event.record)] : []);
    const longest = Math.max(0, ...records.map(({ length }) => length));
    if (longest > 400) {
      calm.wrong(
        `client asks server 1, after ${nth} others: ${asks(command)}`,
        `a record of ${longest} characters is saved`,
        "what is saved for an update holds no more than that update: 400 characters will do",
      );
    }
    if (nth === 35 || nth === 89) {
      sizes.push(...calm.world.states.slice(1).map((state) => encode(state).length));
    }
  }
  const half = sizes.length / 2;
  for (const [i, late] of sizes.slice(half).entries()) {
    if (late <= sizes[i]! + 150) continue;
    calm.wrong(
      "90 updates of 30 keys",
      `server ${i + 1} remembers ${sizes[i]} characters after 36 of them, and ${late} after all`,
      "what the tail has is not kept but for what is stored",
    );
  }
}
