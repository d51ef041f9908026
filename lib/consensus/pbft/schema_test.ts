import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { guardOf } from "../../codec/schema/check.ts";
import { protobuf } from "../../codec/protobuf.ts";
import { prepare } from "../../kit/simulate.ts";
import { World } from "../../sim/world.ts";
import { kit } from "./kit.ts";
import type { Message } from "./messages.ts";
import { pbft } from "./pbft.ts";
import type { Options } from "./settings.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { anyMessage } from "./schema.ts";

const { upon: handlers } = pbft({ machine: listMachine as Options["machine"], replicas: 4 });

/** What was said in some runs, a few of each type, without the name of who said it. */
function heard(): Message[] {
  const byType = new Map<string, Message[]>();
  const storms = [
    "a silent primary",
    "wrong pages",
    "a liar in the change of views",
    "false claims",
  ];
  for (const storm of [...storms, "a storm of codes"]) {
    const { scenario, drive } = prepare(kit, { storm }).run(3);
    const tap = ({ body }: { body: unknown }) => {
      const { from: _, ...message } = body as Message & { from: number };
      const known = byType.get(message.type) ?? [];
      if (known.length < 40) byType.set(message.type, [...known, message as Message]);
    };
    const world = new World({ ...scenario, seed: 3, trace: "none", tap });
    drive(world);
  }
  byType.delete("answer");
  const [proposal] = byType.get("prePrepare") as (Message & { type: "prePrepare" })[];
  const { batch, prePrepare } = proposal!;
  return [
    ...[...byType.values()].flat(),
    { type: "ask", command: { type: "get", key: "x" } },
    { type: "fetchBatch", digest: prePrepare.statement.digest },
    { type: "batch", batch },
  ];
}

const good = heard(), isMessage = guardOf(anyMessage);

Deno.test("every message that is sent has the shape of one, and comes from its bytes as it was", () => {
  const { encode, decode } = protobuf(anyMessage);
  const types = new Set<string>();
  for (const message of good) {
    types.add(message.type);
    assert(isMessage(message), JSON.stringify(message));
    assertEquals(decode(encode(message)), message);
  }
  assertEquals([...types].sort(), Object.keys(handlers).sort());
});

Deno.test("without one of its fields, or with another thing in it, a message is none", () => {
  for (const message of good) {
    for (const field of Object.keys(message)) {
      const { [field as "type"]: _, ...rest } = message;
      assert(!isMessage(rest), `${message.type} without ${field}`);
      if (["command", "result", "content"].includes(field)) continue;
      assert(!isMessage({ ...rest, [field]: -1 }), `${message.type} ${field}`);
    }
  }
});

Deno.test("what looks almost like a signature, so that nobody would check it, is refused", () => {
  const vote = good.find(({ type }) => type === "prepare") as Message & { type: "prepare" };
  assert(isMessage(vote));
  assert(!isMessage({ ...vote, prepare: { ...vote.prepare, more: 1 } }));
  assert(!isMessage({ ...vote, prepare: { signer: "1", statement: vote.prepare.statement } }));
  assert(!isMessage({ ...vote, prepare: { statement: vote.prepare.statement } }));
});

Deno.test("nothing that may arrive makes the check throw", () => {
  fc.assert(
    fc.property(fc.anything({ withMap: true, withBigInt: true }), (data) => {
      assert(!isMessage(data));
    }),
    { seed: 1, numRuns: 300 },
  );
});
