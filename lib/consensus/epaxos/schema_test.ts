import { assertEquals } from "@std/assert";
import { between, message } from "../../codec/schema.ts";
import { checkerOf, wordsOf } from "../../codec/schema/check.ts";
import { anyParts } from "../../replicated/schema.ts";
import { prepare } from "../../kit/simulate.ts";
import { World } from "../../sim/world.ts";
import { NO_BALLOT } from "../ballot.ts";
import type { Message } from "./messages.ts";
import { kit } from "./kit.ts";
import { messages } from "./schema.ts";

const NODES = 3;
const check = checkerOf(
  message<Message>(messages({ ...anyParts, node: between(0, NODES - 1) }, NODES)),
);

/** What is wrong with a message; undefined when nothing is. */
function wrong(message: unknown): string | undefined {
  const fault = check(message);
  return fault && wordsOf(fault);
}

Deno.test("every message that replicas send each other is one that they take", () => {
  const seen = new Set<string>();
  for (const storm of ["duels", "stamps", "storm"]) {
    const { scenario, drive } = prepare(kit, { storm }).run(3);
    const tap = ({ to, body }: { readonly to: number; readonly body: unknown }) => {
      if (to >= NODES) return;
      const { from: _, ...message } = body as Message & { from?: number };
      assertEquals(wrong(message), undefined);
      seen.add(message.type);
    };
    const world = new World({ ...scenario, seed: 3, trace: "none", tap } as never);
    drive(world as never);
  }
  assertEquals([...seen].sort(), [
    "accept",
    "acceptReply",
    "commit",
    "installSnapshot",
    "nack",
    "preAccept",
    "preAcceptReply",
    "prepare",
    "prepareReply",
    "register",
    "request",
    "status",
    "validate",
    "validateReply",
    "waiting",
  ]);
});

Deno.test("what names a replica that there is not, or too few of them, is not taken", () => {
  const id = { replica: 0, slot: 1 }, ballot = { round: 1, node: 2 };
  assertEquals(wrong({ type: "prepare", id, ballot }), undefined);
  assertEquals(wrong({ type: "prepare", id, ballot: NO_BALLOT }), undefined);
  assertEquals(
    wrong({ type: "prepare", id: { replica: 3, slot: 1 }, ballot }) === undefined,
    false,
  );
  assertEquals(wrong({ type: "prepare", id, ballot: { round: 1, node: -2 } }) === undefined, false);
  const value = { commands: [] };
  for (const [dependencies, isRight] of [[[0, 0, 0], true], [[0, 0], false], [[0, 0, -1], false]]) {
    const proposal = { value, dependencies, sequence: 1 };
    assertEquals(wrong({ type: "commit", id, proposal }) === undefined, isRight);
  }
});
