import { assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { chain, type Node, type NodeMessage, type NodeTimer } from "./chain.ts";
import { asRequest } from "./messages.ts";
import type { Settings } from "./settings.ts";

/** A server of a chain of two under one master, and what comes of each of its steps. */
function serverOf(self: NodeId, settings: Partial<Settings>) {
  const quiet = { beatMs: Infinity, timeoutMs: Infinity };
  const protocol = chain({ chain: [1, 2], ...quiet, ...settings }), at = { self, nodes: 3 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const take = (event: Parameters<typeof step<Node, NodeMessage, NodeTimer>>[2]) => {
    const outcome = step(protocol, state, event as never, at);
    state = outcome.state;
    return outcome.effects.map((effect) =>
      effect.kind === "send"
        ? effect.message.type
        : effect.kind === "wait"
        ? `in ${effect.delayMs} ms: ${effect.timer.type}`
        : effect.kind === "answer"
        ? effect.result
        : effect.kind
    );
  };
  return {
    hear: (from: NodeId, message: NodeMessage) => take({ kind: "message", from, message }),
    resend: () => take({ kind: "timer", timer: { type: "resend" } }),
  };
}

const ask = (command: unknown, client = 9) => asRequest(command, { client, sequence: 0 });
const get = { type: "get", key: "x" }, put = { type: "put", key: "x", value: "1" };

Deno.test("a tail whose masters' word is lost asks for it again, until it comes", () => {
  const tail = serverOf(2, { resendMs: 40 });
  assertEquals(tail.hear(9, ask(get)), ["beat", "in 40 ms: resend"]);
  for (let i = 0; i < 3; i++) assertEquals(tail.resend(), ["beat", "in 40 ms: resend"]);
  assertEquals(tail.hear(0, { type: "heard", life: 1, round: 4, epoch: 1 }), [
    { ok: true, index: 0, result: "" },
  ]);
  assertEquals(tail.resend(), [], "nobody waits any more");
});

Deno.test("a server of CRAQ asks the tail again for the version, until it comes", () => {
  const head = serverOf(1, { reads: "craq", counting: "fail-stop", resendMs: 40 });
  assertEquals(head.hear(9, ask(put)), ["save", "propagate", "in 40 ms: resend"]);
  assertEquals(head.hear(10, ask(get, 10)), ["version"]);
  const again = ["propagate", "version", "in 40 ms: resend"];
  for (let i = 0; i < 3; i++) assertEquals(head.resend(), again);
  const reply = { type: "versionReply", epoch: 1, life: 1, read: 0, sequence: 1 } as const;
  assertEquals(head.hear(2, reply), [{ ok: true, index: 1, result: "1" }]);
});
