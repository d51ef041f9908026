/** A node that was away for long takes a snapshot in which there are leases. */

import { assert, assertEquals } from "@std/assert";
import { isDeepStrictEqual as equal } from "node:util";
import { countIn } from "hb/replicated/state_machine/paged_map.ts";
import { leasesIn } from "hb/replicated/store/leases.ts";
import type { Store } from "hb/replicated/store/state.ts";
import { kinds, leaseWorld, nameOf, storeIn } from "./lease_worlds.ts";

const CLIENTS = 40, EACH = 150;

function contentOf({ values, leases, attached }: Store) {
  return [values, leases, attached].map(({ pages }) => new Map(pages.flatMap((page) => [...page])));
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
