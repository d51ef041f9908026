/** Four replicas of a register in hosts of this process, some of which lie, and the proxies of two clients. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { register, type RegisterInput, type RegisterOutput } from "hb/check/spec/register.ts";
import { linearizable } from "hb/check/linearizable/check.ts";
import type { History } from "hb/model/history.ts";
import { puppet } from "hb/security/adversary/puppet.ts";
import { hosted } from "hb/laboratory/byzantine/hosted.ts";
import { signedRegister } from "hb/laboratory/byzantine/signed_register.ts";
import type { Message } from "hb/laboratory/byzantine/versions.ts";

const protocol = signedRegister(4);
const requests = ["read", "write"] as const;

/** Two clients, each at a proxy of its own, of whom one writes; then both read. */
function clients(rounds: number) {
  const read: Message = { type: "read", key: "x" };
  const write = (value: string): Message => ({ type: "write", key: "x", value });
  const numbers = Array.from({ length: rounds }, (_, i) => i);
  return [
    { at: 4, asks: numbers.flatMap((i) => [write(`a${i}`), read]) },
    { at: 5, asks: numbers.flatMap((i) => [read, write(`b${i}`)]) },
  ];
}

function judge(history: History<Message, unknown>): string {
  return linearizable(history as History<RegisterInput, RegisterOutput>, register()).verdict;
}

Deno.test("four hosts keep a register, of which one shows old values and one starts again", async () => {
  const forgetful = puppet(protocol, {
    faces: [[0, 1, 2, 3, 4, 5]],
    deceits: [
      { kind: "replay", of: { type: "held", from: 3 }, back: 2 },
      { kind: "alter", of: { type: "held", times: 3 }, place: 3, how: 1 },
    ],
  });
  const { history, unproven, lines } = await hosted({
    protocol,
    nodes: 6,
    requests,
    traitors: { 3: forgetful },
    clients: clients(6),
    restarts: 1,
    now: Date.now(),
  });
  assertEquals(history.map(({ outcome }) => outcome), history.map(() => "ok"), lines.join("\n"));
  assertEquals(judge(history), "ok");
  assertEquals(unproven.reduce((a, b) => a + b), 0, "it shows only what was signed");
});

Deno.test("a writer whose key nobody knows is not believed, and the rest goes on", async () => {
  const { history, unproven, lines } = await hosted({
    protocol,
    nodes: 6,
    requests,
    impostors: [5],
    clients: [
      clients(3)[0]!,
      { at: 5, asks: [{ type: "write", key: "x", value: "forged" }], patienceMs: 1_000 },
    ],
    now: Date.now(),
  });
  const [forged] = history.filter(({ process }) => process === 1);
  assertEquals(forged!.outcome, "unknown");
  assert(unproven.slice(0, 4).every((count) => count > 0), `${unproven}`);
  const told = lines.filter((line) => line.startsWith("node 0: dropped"));
  assertEquals(told.length, 1, lines.join("\n"));
  const rest = history.filter(({ process }) => process === 0);
  assertEquals(rest.map(({ outcome }) => outcome), rest.map(() => "ok"));
  assertEquals(judge(rest), "ok");
});

Deno.test("hosts that sign by BLS keep a register, too", async () => {
  const { history, unproven } = await hosted({
    protocol,
    nodes: 6,
    requests,
    scheme: "bls",
    clients: clients(1),
    now: Date.now(),
  });
  assertEquals(history.map(({ outcome }) => outcome), history.map(() => "ok"));
  assertEquals(judge(history), "ok");
  assertEquals(unproven, [0, 0, 0, 0, 0, 0]);
});

Deno.test("a cluster has the nodes that are named", async () => {
  const asked = { protocol, nodes: 6, requests, clients: [], now: 0 };
  const words = "from 0 to 5: given 6";
  await assertRejects(() => hosted({ ...asked, restarts: 6 }), RangeError, words);
  await assertRejects(() => hosted({ ...asked, nodes: 0 }), RangeError, "given 0");
});
