import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { Message } from "./messages.ts";
import { percolator } from "./percolator.ts";

const protocol = percolator({ aliveMs: Infinity });
const place = { self: 3, nodes: 5 };

/** A coordinator that reads "a" and has "x" locked, for the transaction of 5, and what it sends upon one more message. */
function sentUpon(met: { readonly key: string; readonly start: number }): string[] {
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, place);
  const told = (from: number, message: Message): string[] => {
    const next = step(protocol, state, { kind: "message", from, message }, place);
    state = next.state;
    return next.effects.flatMap((each) => each.kind === "send" ? [each.message.type] : []);
  };
  const operations = [{ type: "read", key: "a" }, { type: "write", key: "x", value: 1 }] as const;
  told(9, { type: "transact", operations });
  told(2, { type: "timestamps", life: 1, request: 1, first: 5 });
  assertEquals(told(0, { type: "rows", start: 5, fetch: 0, rows: [] }), ["prewrite"]);
  return told(0, { type: "locked", start: 5, locks: [{ ...met, primary: "a", ttlMs: 0 }] });
}

Deno.test("who writes looks after a lock of a key that it writes, and not of one that it has read long since", () => {
  assertEquals(sentUpon({ key: "x", start: 3 }), ["clock"]);
  assertEquals(sentUpon({ key: "a", start: 3 }), []);
});
