/** The store against a model that is as plain as can be: two maps that are copied whole. */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { PAGE_BYTES } from "../state_machine/paged_map.ts";
import type { Changed, Entry, Result, Step } from "./commands.ts";
import { isRefused } from "./commands.ts";
import { leaseIn, leasesIn } from "./leases.ts";
import { observed } from "./machine.ts";
import { leaseOf, paging, type Store } from "./state.ts";

interface Model {
  readonly values: Map<string, { readonly value: string; readonly lease: number | null }>;
  readonly leases: Map<number, number>;
}

const copied = ({ values, leases }: Model): Model => ({
  values: new Map(values),
  leases: new Map(leases),
});

/** What comes next of a model, and what it answers; "refused" where the store refuses. */
function next(model: Model, entry: Entry): readonly [Model, unknown] {
  const after = copied(model), { values, leases } = after;
  switch (entry.type) {
    case "cas": {
      const { key, expected, value } = entry;
      if ((values.get(key)?.value ?? null) !== expected) return [model, false];
      values.set(key, { value, lease: null });
      return [after, true];
    }
    case "txn": {
      const succeeded = entry.compares.every(({ key, is, value }) => {
        const held = values.get(key)?.value;
        if (is === "absent" || is === "present") return (held === undefined) === (is === "absent");
        return (held === value) === (is === "equal");
      });
      let now = model;
      const results: unknown[] = [];
      for (const step of succeeded ? entry.success : entry.failure) {
        const [then, result] = next(now, step);
        if (result === "refused") return [model, "refused"];
        now = then;
        results.push(result);
      }
      return [now, { succeeded, results }];
    }
    case "get":
      return [model, values.get(entry.key)?.value ?? null];
    case "put": {
      const { key, value, lease = null } = entry;
      if (lease !== null && !leases.has(lease)) return [model, "refused"];
      values.set(key, { value, lease });
      return [after, null];
    }
    case "del":
      values.delete(entry.key);
      return [after, null];
    case "range": {
      const keys = [...values.keys()].filter((key) => key >= entry.key).sort();
      const entries = keys.slice(0, entry.limit).map((key) => {
        const { value, lease } = values.get(key)!;
        return lease === null ? [key, value] : [key, value, lease];
      });
      return [model, { entries, more: keys.length > entry.limit }];
    }
    case "grant": {
      if (entry.id === null || leases.has(entry.id)) return [model, "refused"];
      leases.set(entry.id, entry.ttlMs);
      return [after, { id: entry.id, ttlMs: entry.ttlMs }];
    }
    case "renew":
      if (!leases.has(entry.id)) return [model, "refused"];
      return [model, { id: entry.id, ttlMs: leases.get(entry.id)! }];
    case "revoke":
      if (!leases.delete(entry.id)) return [model, "refused"];
      for (const [key, { lease }] of values) if (lease === entry.id) values.delete(key);
      return [after, null];
    default:
      throw new Error(entry.type);
  }
}

const key = fc.constantFrom(..."abcdefgh", "x".repeat(60));
const lease = fc.integer({ min: 1, max: 4 });
const type = <const T extends string>(name: T) => fc.constant(name);

/** A log whose values may be so long, and after which of its places a snapshot is taken. */
function logWith(longest: number): fc.Arbitrary<(readonly [Entry, boolean])[]> {
  const value = fc.nat(5).map((i) => `${i}`.padEnd(i > 2 ? longest : 1, "."));
  const limit = fc.integer({ min: 1, max: 4 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ type: type("get"), key }),
    fc.record({ type: type("put"), key, value }),
    fc.record({ type: type("put"), key, value, lease }),
    fc.record({ type: type("del"), key }),
    fc.record({ type: type("range"), key, to: fc.constant(null), limit }),
  );
  const steps = fc.array(step, { maxLength: 4 });
  const compare = fc.oneof(
    fc.record({ key, is: fc.constantFrom("equal" as const, "not equal" as const), value }),
    fc.record({ key, is: fc.constantFrom("absent" as const, "present" as const) }),
  );
  const compares = fc.array(compare, { maxLength: 2 });
  const entry: fc.Arbitrary<Entry> = fc.oneof(
    { arbitrary: step, weight: 4 },
    {
      arbitrary: fc.record({ type: type("txn"), compares, success: steps, failure: steps }),
      weight: 4,
    },
    fc.record({ type: type("cas"), key, expected: fc.option(value), value }),
    fc.record({ type: type("grant"), id: lease, ttlMs: fc.constantFrom(100, 200) }),
    fc.record({ type: fc.constantFrom("renew" as const, "revoke" as const), id: lease }),
  );
  return fc.array(fc.tuple(entry, fc.boolean()), { maxLength: 60, size: "max" });
}

function listed({ values, leases, attached }: Store) {
  return [values, leases, attached].map(({ pages, bytes }) => [
    bytes,
    ...pages.map((page) => [...page]),
  ]);
}

/** Of each lease how many keys it says it has, beside how many keys say that they are its. */
function assertCounts(store: Store, model: Model): void {
  const own = [...leasesIn(store)].sort(([a], [b]) => a - b);
  assertEquals(
    own.map(([id, { ttlMs }]) => [id, ttlMs]),
    [...model.leases].sort(([a], [b]) => a - b),
  );
  for (const [id] of own) {
    const keys = [...model.values].filter(([, { lease }]) => lease === id).map(([key]) => key);
    assertEquals(leaseIn(store, id)!.keys, keys.length);
    for (const key of keys) assertEquals(leaseOf(store, key), id);
  }
}

Deno.test("store: it is what two plain maps are, and tells each of its changes", () => {
  fc.assert(
    fc.property(logWith(99), (list) => {
      let changes: readonly Changed[] = [];
      const machine = observed((_, __, told) => changes = told), store = machine.init();
      let model: Model = { values: new Map(), leases: new Map() };
      const replica = new Map<string, string>();
      for (const [entry] of list) {
        const result: Result = machine.apply(store, entry), [after, expected] = next(model, entry);
        assertEquals<unknown>(isRefused(result) ? "refused" : result, expected, encode(entry));
        for (const { key, value } of changes) {
          if (value === null) replica.delete(key);
          else replica.set(key, value);
        }
        if (isRefused(result)) assertEquals(changes, []);
        model = after;
      }
      const plain = new Map([...model.values].map(([key, { value }]) => [key, value]));
      assertEquals(new Map(store.values.pages.flatMap((page) => [...page])), plain);
      assertEquals(replica, plain);
      assertCounts(store, model);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("store: a snapshot and the rest of the log make the same store as the whole log, to the page", () => {
  fc.assert(
    fc.property(logWith(PAGE_BYTES / 4), (list) => {
      const machine = observed(() => {}), whole = machine.init();
      let going = machine.init();
      const kept: { readonly frozen: ReturnType<typeof paging.freeze>; readonly was: string }[] =
        [];
      for (const [entry, isFrozen] of list) {
        assertEquals(machine.apply(going, entry), machine.apply(whole, entry));
        if (!isFrozen) continue;
        const frozen = paging.freeze(going), other = paging.thaw(frozen);
        kept.push({ frozen, was: encode(frozen) });
        // Two go on from it, and neither sees what the other does.
        machine.apply(other, { type: "put", key: "a", value: "not for the others" });
        for (const id of [1, 2, 3, 4]) machine.apply(other, { type: "revoke", id });
        going = paging.thaw(frozen);
      }
      assertEquals(listed(going), listed(whole));
      for (const { frozen, was } of kept) assertEquals(encode(frozen), was);
    }),
    { seed: 2, numRuns: 200 },
  );
});
