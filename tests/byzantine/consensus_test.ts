/** PBFT on sockets of this machine, unchanged from the simulator, with signatures of Ed25519 or codes. */

import { assertEquals } from "@std/assert";
import { linearizable } from "hb/check/linearizable/check.ts";
import { keyValue, type KeyValueInput, type KeyValueOutput } from "hb/check/spec/key_value.ts";
import { equivocates } from "hb/consensus/pbft/adversaries/primaries.ts";
import { sendsWrongPages } from "hb/consensus/pbft/adversaries/replicas.ts";
import type { Message } from "hb/consensus/pbft/messages.ts";
import { pbft } from "hb/consensus/pbft/pbft.ts";
import { anyMessage } from "hb/consensus/pbft/schema.ts";
import { type Options, shortDigest } from "hb/consensus/pbft/settings.ts";
import { hosted } from "hb/laboratory/byzantine/hosted.ts";
import type { History } from "hb/model/history.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";

const PROXIES = [4, 5];
const options: Options = {
  machine: keyValueMachine as unknown as Options["machine"],
  replicas: 4,
  checkpointEvery: 4,
};

/** Each client writes and reads by turns, at a proxy of its own. */
const clients = PROXIES.map((at) => ({
  at,
  asks: [0, 1, 2, 3].flatMap((i): Message[] => [
    { type: "ask", command: { type: "append", key: "x", value: `${at}.${i} ` } },
    { type: "ask", command: { type: "get", key: "x" } },
  ]),
}));

function judge(history: History<Message, unknown>, lines: readonly string[]): void {
  assertEquals(history.map(({ outcome }) => outcome), history.map(() => "ok"), lines.join("\n"));
  const store = history.map(({ input, output, ...rest }) => ({
    ...rest,
    input: (input as { command: KeyValueInput }).command,
    output: (output as { readonly result: KeyValueOutput }).result,
  }));
  assertEquals(linearizable(store, keyValue()).verdict, "ok");
}

Deno.test("four hosts keep a store, though the primary gives one number to two batches and one host starts again", async () => {
  const protocol = pbft(options);
  const { history, unproven, lines } = await hosted({
    protocol,
    nodes: 6,
    schema: anyMessage,
    requests: ["ask"],
    traitors: { 0: equivocates(protocol, shortDigest, (to) => to === 1 ? "old" : "new") },
    clients,
    restarts: 2,
    now: Date.now(),
  });
  judge(history, lines);
  assertEquals(unproven, [0, 0, 0, 0, 0, 0]);
});

Deno.test("so they do with codes, though one of them sends wrong pages", async () => {
  const protocol = pbft({ ...options, authentication: "codes" });
  const { history, unproven, lines } = await hosted({
    protocol,
    nodes: 6,
    schema: anyMessage,
    requests: ["ask"],
    traitors: { 3: sendsWrongPages(protocol, new Map([["x", "a lie"]])) },
    clients,
    restarts: 2,
    now: Date.now(),
  });
  judge(history, lines);
  assertEquals(unproven, [0, 0, 0, 0, 0, 0]);
});
