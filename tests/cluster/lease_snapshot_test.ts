/** A node that was away for long takes a snapshot in which there are leases. */

import { assert, assertEquals } from "@std/assert";
import { isDeepStrictEqual as equal } from "node:util";
import { decodePlain } from "hb/codec/decode_plain.ts";
import { encodePlain } from "hb/codec/encode_plain.ts";
import { entryAt, lastIndex } from "hb/consensus/raft/log.ts";
import type { State } from "hb/consensus/raft/state.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import { countIn } from "hb/replicated/state_machine/paged_map.ts";
import type { Entry } from "hb/replicated/store/commands.ts";
import { leasesIn } from "hb/replicated/store/leases.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";
import type { Store } from "hb/replicated/store/state.ts";
import { type StoreKind, storeOf } from "../../tools/cluster/store.ts";
import { kinds, leaseWorld, nameOf, type Server, storeIn } from "./lease_worlds.ts";

const CLIENTS = 40, EACH = 150;

function contentOf({ values, leases, attached }: Store) {
  return [values, leases, attached].map(({ pages }) => new Map(pages.flatMap((page) => [...page])));
}

/** The store of a node that starts from the checkpoint of one in this state. */
function restarted(kind: StoreKind, self: NodeId, state: object): Store {
  const { protocol } = storeOf(3, kind);
  const journal = decodePlain(encodePlain(protocol.checkpoint!(state))) as unknown[];
  const started = step(protocol, undefined, { kind: "start", journal }, { self, nodes: 3 });
  const store = storeIn(started.state as Server);
  if (kind.protocol === "raft") executeAll(started.state as State, store);
  return store;
}

/** Of Raft a disk does not say how far the log is committed: here all of it is. */
function executeAll({ log, lastApplied }: State, store: Store): void {
  for (let index = lastApplied + 1; index <= lastIndex(log); index++) {
    const entry = entryAt(log, index)!;
    if (entry.type === "command") storeMachine.apply(store, entry.command as Entry);
  }
}

for (const kind of kinds) {
  Deno.test(`${nameOf(kind)}: a node that was away takes a snapshot with leases, and ends them with the others`, () => {
    const value = "x".repeat(1000);
    const workload = Array.from({ length: CLIENTS }, (_, client) => {
      const id = client + 1;
      return [
        { at: 2000, input: { type: "grant", id, ttlMs: 20_000 } },
        ...Array.from({ length: EACH }, (_, i) => {
          return {
            input: { type: "put", key: `${id} ${i % 9}`, value: `${i}${value}`, lease: id },
          };
        }),
      ];
    });
    const before = leaseWorld(kind, { workload, faults: [], seed: 3 });
    before.run(1990);
    const node = before.states.findIndex((s) => s!.leading === null);
    const faults = [{ kind: "crash", node, at: 1990, downMs: 8000 }] as const;
    const world = leaseWorld(kind, { workload, faults, seed: 3 });
    world.run(30_000, () => !world.clientsBusy && world.now > 10_000);
    assert(!world.clientsBusy);
    world.run(5000);
    const stores = () => world.states.map((s) => storeIn(s!));
    const [one, ...others] = stores().map(contentOf);
    // Not by assertEquals, which would print all of it.
    for (const other of others) assert(equal(other, one), "a node has something else");
    assertEquals(one![0]!.size, 9 * CLIENTS);
    // A checkpoint of each, as a disk keeps it, makes the same store.
    for (const [node, s] of world.states.entries()) {
      assert(
        equal(contentOf(restarted(kind, node, s!)), one),
        "a node comes back with something else",
      );
    }
    // It was too far behind for entries of the log.
    const { snapshot } = world.states[node] as unknown as {
      readonly snapshot: { readonly last?: { readonly index: number }; readonly slot?: number };
    };
    assert((snapshot.last?.index ?? snapshot.slot!) > 3000, JSON.stringify(snapshot).slice(0, 99));
    world.run(60_000);
    for (const store of stores()) {
      assertEquals([countIn(store.values), countIn(store.attached)], [0, 0]);
      assertEquals([...leasesIn(store)], []);
    }
  });
}
