/** Four replicas of HotStuff in hosts of this process, one of which lies, and the proxies of two clients. */

import { assertEquals } from "@std/assert";
import { linearizable } from "hb/check/linearizable/check.ts";
import { keyValue } from "hb/check/spec/key_value.ts";
import { REPLICA_TYPES } from "hb/consensus/hotstuff/adversaries.ts";
import { hotStuff } from "hb/consensus/hotstuff/hotstuff.ts";
import type { Message } from "hb/consensus/hotstuff/messages.ts";
import type { Options } from "hb/consensus/hotstuff/settings.ts";
import { hosted } from "hb/laboratory/byzantine/hosted.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import { puppet } from "hb/security/adversary/puppet.ts";

const LIAR = 3;

Deno.test("four hosts of HotStuff keep a store, of which one is silent as a leader and one starts again", async () => {
  const protocol = hotStuff({
    machine: keyValueMachine as Options["machine"],
    replicas: 4,
    checkpointEvery: 4,
    viewMs: 400,
    retransmitMs: 1000,
  });
  const silent = puppet(protocol, {
    faces: [[0, 1, 2, 4, 5]],
    deceits: REPLICA_TYPES.filter((type) => type !== "vote")
      .map((type) => ({ kind: "silence", of: { type } })),
  });
  const ask = (command: unknown): Message => ({ type: "ask", command });
  const put = (value: string) => ask({ type: "append", key: "x", value });
  const { history, unproven, lines } = await hosted({
    protocol,
    nodes: 6,
    requests: ["ask"],
    traitors: { [LIAR]: silent },
    clients: [4, 5].map((at) => ({
      at,
      asks: Array.from(
        { length: 8 },
        (_, i) => i % 2 ? ask({ type: "get", key: "x" }) : put(`${at}${i};`),
      ),
    })),
    restarts: 1,
    now: Date.now(),
  });
  assertEquals(history.map(({ outcome }) => outcome), history.map(() => "ok"), lines.join("\n"));
  assertEquals(unproven, unproven.map(() => 0));
  const asked = history.map((operation) => ({
    ...operation,
    input: (operation.input as Message & { type: "ask" }).command,
    output: (operation.output as { result: unknown }).result,
  }));
  assertEquals(linearizable(asked as never, keyValue() as never).verdict, "ok");
});
