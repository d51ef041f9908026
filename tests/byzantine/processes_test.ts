/** Four replicas in processes of their own, one of which forges whatever it shows. */

import { assert, assertEquals } from "@std/assert";
import { linearizable } from "hb/check/linearizable/check.ts";
import { register, type RegisterInput, type RegisterOutput } from "hb/check/spec/register.ts";
import type { Operation } from "hb/model/history.ts";
import type { Message } from "hb/laboratory/byzantine/versions.ts";
import { Members } from "./members.ts";

const FORGER = 3, read: Message = { type: "read", key: "x" };

Deno.test("a forger among four processes is not believed, and three that are killed show what they saved", async () => {
  await using members = await Members.start(FORGER);
  const history: Operation<RegisterInput, RegisterOutput>[] = [];
  let ticks = 0;
  const ask = async (proxy: 0 | 1, input: Message) => {
    const id = history.length,
      begun = { id, process: proxy, input: input as RegisterInput, invokedAt: ++ticks };
    history.push({ ...begun, endedAt: Infinity, outcome: "unknown" });
    const output = await members.ask(proxy, input) as RegisterOutput;
    history[id] = { ...begun, output, endedAt: ++ticks, outcome: "ok" };
    return output;
  };
  const write = (value: string): Message => ({ type: "write", key: "x", value });
  const both = async (round: string) => {
    for (let i = 0; i < 4; i++) {
      await Promise.all([
        ask(0, write(`${round}${i}a`)),
        ask(1, i % 2 ? read : write(`${round}${i}b`)),
      ]);
      await Promise.all([ask(0, read), ask(1, read)]);
    }
  };
  await both("first ");
  await members.kill(1);
  await members.spawn(1);
  await both("second ");
  await ask(0, write("last"));
  // Nobody has the signature on it any more but the logs of these, and the forger.
  for (const node of [0, 1, 2]) await members.kill(node);
  for (const node of [0, 1, 2]) await members.spawn(node);
  assertEquals(await ask(1, read), "last");
  assertEquals(linearizable(history, register()).verdict, "ok");

  for (const [i, { counters }] of members.proxies.entries()) {
    assert(counters.unproven > 0, `proxy ${i} was shown nothing that is wrong`);
    const told = members.lines.filter((line) =>
      line.startsWith(`${i + 4}: dropped a message of node`)
    );
    assertEquals(told.length, 1, members.lines.join("\n"));
    assert(told[0]!.includes(`of node ${FORGER}: a signature is wrong`), told[0]);
  }
  const traces = members.lines.filter((line) => /^\s+at |stops, because/.test(line));
  assertEquals(traces, []);
});
