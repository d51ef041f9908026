/** Four replicas of PBFT in processes of their own, the first of which, the primary, lies. */

import { assertEquals } from "@std/assert";
import { linearizable } from "hb/check/linearizable/check.ts";
import { keyValue, type KeyValueInput, type KeyValueOutput } from "hb/check/spec/key_value.ts";
import type { Operation } from "hb/model/history.ts";
import { Members } from "./members.ts";
import { store } from "./store_cluster.ts";

const LIAR = 0;

Deno.test("four processes keep a store, though the primary equivocates and two others are killed and come back", async () => {
  await using members = await Members.start(LIAR, store);
  const history: Operation<KeyValueInput, KeyValueOutput>[] = [];
  let ticks = 0;
  const ask = async (proxy: 0 | 1, input: KeyValueInput) => {
    const id = history.length, begun = { id, process: proxy, input, invokedAt: ++ticks };
    history.push({ ...begun, endedAt: Infinity, outcome: "unknown" });
    const answer = await members.ask(proxy, { type: "ask", command: input });
    const output = (answer as { readonly result: KeyValueOutput }).result;
    history[id] = { ...begun, output, endedAt: ++ticks, outcome: "ok" };
    return output;
  };
  const both = async (round: string) => {
    for (let i = 0; i < 4; i++) {
      await Promise.all([0, 1].map(async (proxy) => {
        await ask(proxy as 0 | 1, { type: "append", key: "x", value: `${round}${i}${proxy};` });
        await ask(proxy as 0 | 1, { type: "get", key: "x" });
      }));
    }
  };
  await both("a");
  // One of four is a liar, so no other may stay away.
  for (const [node, round] of [[2, "b"], [3, "c"]] as const) {
    await members.kill(node);
    await members.spawn(node);
    await both(round);
  }
  const held = await ask(0, { type: "get", key: "x" }) as string;
  assertEquals(held.split(";").length - 1, 24);
  assertEquals(linearizable(history, keyValue()).verdict, "ok");
  const traces = members.lines.filter((line) => /^\s+at |stops, because/.test(line));
  assertEquals(traces, []);
});
