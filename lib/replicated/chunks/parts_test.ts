import { assert, assertEquals } from "@std/assert";
import { bytesOf } from "../../model/bytes_of.ts";
import { clone } from "../../model/clone.ts";
import type { Entry } from "../store/commands.ts";
import { storeMachine } from "../store/machine.ts";
import type { Store } from "../store/state.ts";
import { PAGE_BYTES } from "../state_machine/paged_map.ts";
import { chunkAt, fitsMessage, outgoingOf, prepareBlock, type Sending } from "./outgoing.ts";
import { addChunk, isWhole, nothingOf, snapshotOf } from "./partial.ts";

const sending: Sending = { machine: storeMachine as Sending["machine"], snapshotChunkBytes: 4096 };

function storeAfter(entries: readonly Entry[]): Store {
  const store = storeMachine.init();
  for (const entry of entries) storeMachine.apply(store, entry);
  return store;
}

/** What a snapshot of a store is after its way in chunks. */
function travelled(store: Store): unknown {
  const snapshot = { machine: storeMachine.paging!.freeze(store), sessions: new Map(), last: 9 };
  const outgoing = outgoingOf(snapshot);
  while (!outgoing.isComplete) prepareBlock(sending, outgoing);
  const partial = nothingOf({ bytes: outgoing.bytes, checksum: outgoing.checksum });
  while (!isWhole(partial)) {
    assert(addChunk(partial, chunkAt(sending, outgoing, partial.received), () => true));
  }
  const arrived = snapshotOf(partial);
  assertEquals<unknown>(arrived, clone(snapshot));
  return storeMachine.paging!.thaw((arrived as typeof snapshot).machine);
}

const value = "x".repeat(PAGE_BYTES / 4);
const puts = (lease?: number) =>
  Array.from({ length: 20 }, (_, i): Entry => {
    return { type: "put", key: `${i}`, value, ...(lease === undefined ? {} : { lease }) };
  });

Deno.test("a snapshot of several parts is whole after its way in chunks, and so is one of one part", () => {
  for (const leased of [false, true]) {
    const grant: Entry = { type: "grant", id: 7, ttlMs: 5000 };
    const store = storeAfter(leased ? [grant, ...puts(7)] : puts());
    const arrived = travelled(store) as Store;
    for (const part of ["values", "leases", "attached"] as const) {
      assertEquals(arrived[part].pages, store[part].pages);
      assertEquals(arrived[part].bytes, store[part].bytes);
    }
    storeMachine.apply(arrived, { type: "revoke", id: 7 });
    assertEquals(bytesOf(arrived.values.pages) < 100, leased);
  }
});

Deno.test("a snapshot of several parts is never sent in one message, however small it is", () => {
  const fits = (entries: readonly Entry[]) => {
    const machine = storeMachine.paging!.freeze(storeAfter(entries));
    return fitsMessage(sending, { machine, sessions: new Map() });
  };
  assert(fits([{ type: "put", key: "a", value: "1" }]));
  assert(!fits([{ type: "grant", id: 7, ttlMs: 5000 }]));
});
