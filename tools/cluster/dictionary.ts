/**
 * A dictionary of what nodes of the store say to each other: from a simulated run of that very
 * store, so it has no word of anybody's in it, and is the same on every node of one version. Nodes
 * of different versions may have different ones; these have different names then, and such nodes
 * agree on something else.
 *
 * @module
 */

import { protobuf } from "hb/codec/protobuf.ts";
import { dictionaryOf } from "hb/link/compress/train.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { World } from "hb/sim/world.ts";
import type { Operation } from "../kv/operation.ts";
import { type StoreKind, storeOf } from "./store.ts";

/** How long it is at most, in bytes: twice as much takes twice the time and saves hardly more. */
const BYTES = 2_048;
/** How many of the messages it is made of. */
const SAMPLES = 300;

/** The dictionary for a store on so many nodes. */
export function dictionaryFor(nodes: number, kind: StoreKind): Uint8Array {
  return dictionaryOf(typicalMessages(nodes, kind), BYTES);
}

/** Messages between nodes, encoded, as they come in a run of some seconds without faults. */
export function typicalMessages(nodes: number, kind: StoreKind): Uint8Array[] {
  const { protocol, schema } = storeOf(nodes, kind), codec = protobuf<Tagged>(schema!);
  const world = new World({
    protocol,
    nodes,
    seed: 1,
    trace: "full",
    clients: {
      workload: [0, 1, 2].map((client) =>
        Array.from({ length: 60 }, (_, i) => ({ at: 1_500 + 30 * i, input: { client, i } }))
      ),
      timeoutMs: 1_000,
      retries: 3,
      ask: (input) => asked(input as { readonly client: number; readonly i: number }),
    },
  });
  world.run(4_000);
  const between = world.trace.flatMap((event) => {
    if (event.kind !== "send" || event.from >= nodes || event.to >= nodes) return [];
    return [codec.encode(event.body as Tagged).slice()];
  });
  // From all of the run: the end has nothing but heartbeats.
  const step = Math.max(1, Math.floor(between.length / SAMPLES));
  return between.filter((_, i) => i % step === 0);
}

/** Keys and values are what people may put there, and as little of it as there can be. */
function asked({ client, i }: { readonly client: number; readonly i: number }): Tagged {
  const key = `user:${(client * 7919 + i * 31) % 1000}`, value = `{"id":${i}}`;
  const operations: readonly Operation[] = [
    { type: "put", key, value },
    { type: "get", key },
    { type: "cas", key, expected: value, value },
    { type: "del", key },
  ];
  const command = operations[i % 3 === 0 ? 0 : i % operations.length]!;
  if (command.type === "get") return { type: "read", command } as Tagged;
  return { type: "request", command, stamp: null } as Tagged;
}
