/** Leases in bad weather: they never end too early, they end, and what has gone stays gone. */

import { assert, assertEquals } from "@std/assert";
import type { Ask } from "hb/model/clients.ts";
import { leasesIn } from "hb/replicated/store/leases.ts";
import { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { StoreKind } from "../../tools/cluster/store.ts";
import { type Asked, kinds, leaseWorld, nameOf, storeIn } from "./lease_worlds.ts";

const OWNERS = 4, LEASES = 3, TURN_MS = 2500, READERS = 8, TROUBLE_MS = 7000, SEEDS = 12;

/** A client that has one lease after the other, with a key each, and renews it at times that do not always do. */
function owner(client: number, random: Random): Ask[] {
  const asks: Ask[] = [];
  for (let nth = 0, at = 1000; nth < LEASES; nth++, at += TURN_MS) {
    const id = 10 * (client + 1) + nth, ttlMs = 400 + random.below(800);
    asks.push({ at, input: { type: "grant", id, ttlMs } });
    const put = { type: "put", key: `${id}`, value: "held", lease: id } as const;
    const txn = { type: "txn", compares: [], success: [put], failure: [] };
    asks.push({ input: random.chance(0.5) ? put : txn });
    for (let i = 0, next = at; i < 4; i++) {
      asks.push({ at: next += 100 + random.below(700), input: { type: "renew", id } });
    }
  }
  return asks;
}

/** A client that looks at keys while they may be there, often enough to see what is old. */
function reader(random: Random): Ask[] {
  return Array.from({ length: 500 }, (_, i) => {
    const at = 1000 + 16 * i, nth = Math.min(LEASES - 1, Math.floor(16 * i / TURN_MS));
    return { at, input: { type: "get", key: `${10 * (1 + random.below(OWNERS)) + nth}` } };
  });
}

function stormOf(kind: StoreKind, seed: number) {
  const random = new Random(seed, "leases");
  const workload = [
    ...Array.from({ length: OWNERS }, (_, client) => owner(client, random)),
    ...Array.from({ length: READERS }, () => reader(random)),
  ];
  const mix = { crash: 3, partition: 3, pause: 2 };
  const faults = weather(random, 3, { fromMs: 800, untilMs: TROUBLE_MS, faults: [2, 6], mix });
  return leaseWorld(kind, { workload, faults, seed, readers: OWNERS });
}

const ended = (history: readonly Asked[]) => history.filter(({ outcome }) => outcome === "ok");

/** When a client knows that a lease may be over: its time after it was last asked to be renewed, and was. */
function mayEndAt(history: readonly Asked[], id: number, before: number): number {
  const terms = ended(history).filter(({ input, endedAt }) =>
    (input.type === "grant" || input.type === "renew") && input.id === id && endedAt <= before
  );
  return Math.max(...terms.map(({ invokedAt, output }) => {
    return invokedAt + (output!.result as { readonly ttlMs: number }).ttlMs;
  }));
}

/** The reads of a key that was put with a lease, by clients who could know of it. */
function readsOf(history: readonly Asked[], key: string): readonly Asked[] {
  const isPut = ({ input }: Asked) =>
    input.type === "put" && input.key === key ||
    input.type === "txn" && input.success.some((step) => step.key === key);
  const put = ended(history).find(isPut);
  if (put === undefined) return [];
  return ended(history).filter(({ input, invokedAt }) =>
    input.type === "get" && input.key === key && invokedAt >= put.endedAt
  );
}

function judge(history: readonly Asked[]): { readonly gone: number; readonly held: number } {
  const count = { gone: 0, held: 0 };
  const keys = new Set(history.flatMap(({ input }) => input.type === "get" ? [input.key] : []));
  for (const key of keys) {
    let goneAt = Infinity;
    for (const read of readsOf(history, key).toSorted((a, b) => a.endedAt - b.endedAt)) {
      if (read.output!.result === null) {
        const mayEnd = mayEndAt(history, Number(key), read.invokedAt);
        assert(
          read.endedAt >= mayEnd,
          `${key} was gone at ${read.endedAt}, and had until ${mayEnd}`,
        );
        goneAt = Math.min(goneAt, read.endedAt);
        count.gone++;
      } else {
        assert(
          read.invokedAt <= goneAt,
          `${key} was there at ${read.invokedAt}, gone at ${goneAt}`,
        );
        count.held++;
      }
    }
  }
  return count;
}

for (const kind of kinds) {
  Deno.test(`${nameOf(kind)}: in bad weather leases live as long as was promised, end, and stay ended`, () => {
    let gone = 0, held = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const world = stormOf(kind, seed);
      world.run(30_000);
      assert(!world.clientsBusy, `seed ${seed}`);
      const history = world.history as readonly Asked[];
      try {
        const count = judge(history);
        gone += count.gone;
        held += count.held;
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`);
      }
      for (const s of world.states) {
        if (s !== undefined) assertEquals([...leasesIn(storeIn(s))], [], `seed ${seed}`);
      }
    }
    // It has seen both, or it has seen nothing.
    assert(gone > 100 && held > 100, `${gone} ${held}`);
  });
}
