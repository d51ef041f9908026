import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { keyValue } from "../spec/key_value.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";
import { linearizable } from "./check.ts";
import { clustersOf, type Row } from "./clusters.ts";
import { randomHistory } from "./history_arbitrary_test.ts";
import { linearizableByDefinition } from "./naive.ts";
import { onlyPartition } from "./prefix.ts";

type Op = Operation<RegisterInput, RegisterOutput>;
const spec = register(0);

/** What the clusters of a history on one register say. */
function rowOf(history: History<RegisterInput, RegisterOutput>): Row {
  return clustersOf(onlyPartition(history, spec), spec)!.decide();
}

/** Each write writes a value of its own, and each read answers one of them, the first value, or none. */
function differentiated(drawn: History<RegisterInput, RegisterOutput>): Op[] {
  const values = [0, ...drawn.flatMap(({ id, input }) => input.type === "write" ? [id + 1] : [])];
  return drawn.map((each): Op => {
    if (each.input.type === "write") {
      return { ...each, input: { type: "write", value: each.id + 1 } };
    }
    if (each.outcome !== "ok") return each;
    const place = each.output as number;
    return { ...each, output: place === 9 ? 99 : values[place % values.length]! };
  });
}

const histories = randomHistory<RegisterInput, RegisterOutput>(
  fc.oneof(
    fc.record({ type: fc.constant("read" as const) }),
    fc.record({ type: fc.constant("write" as const), value: fc.constant(0) }),
  ),
  fc.nat(9),
).map(differentiated);

/** Whether an order holds everything that was answered, keeps to real time, and fits. */
function assertWitness(history: readonly Op[], order: readonly number[]) {
  const part = onlyPartition(history, spec);
  const taken = order.map((i) => part.operations[i]!);
  assertEquals(new Set(order).size, order.length);
  for (const each of history) {
    const told = each.outcome === "ok" && (each.input.type === "write" || "output" in each);
    if (told) assert(taken.includes(each));
  }
  let state: RegisterOutput = 0;
  taken.forEach(({ input, output, process, invokedAt, id }, i) => {
    for (const later of taken.slice(i + 1)) {
      assert(later.endedAt >= invokedAt, "real time");
      assert(later.process !== process || later.id > id, "the order of each process");
    }
    const [ok, next] = spec.step(state, input, output);
    assert(ok, "the answer fits");
    state = next;
  });
}

Deno.test("clusters can be put in a row just where a register is linearizable by its definition", () => {
  const seen = { order: 0, clash: 0 };
  fc.assert(
    fc.property(histories, (history) => {
      const row = rowOf(history);
      assertEquals("order" in row, linearizableByDefinition(history, spec));
      if ("order" in row) assertWitness(history, row.order);
      seen["order" in row ? "order" : "clash"]++;
    }),
    { numRuns: 6000 },
  );
  assert(Math.min(seen.order, seen.clash) > 600, JSON.stringify(seen));
});

/** All histories of up to `most` operations, one a process, whose events fall on as many instants. */
function* tiny(most: number): Generator<Op[]> {
  const shapes = (n: number): number[][] =>
    n === 0
      ? [[]]
      : shapes(n - 1).flatMap((rest) => Array.from({ length: most }, (_, at) => [...rest, at]));
  for (let n = 1; n <= most; n++) {
    for (const starts of shapes(n)) {
      if (starts.some((at, i) => i > 0 && at < starts[i - 1]!)) continue;
      for (const lengths of shapes(n)) {
        for (let kinds = 0; kinds < 4 ** n; kinds++) {
          yield starts.map((at, id) => op(id, at, at + lengths[id]!, (kinds >> 2 * id) & 3));
        }
      }
    }
  }
}

/** By kind: a read of the start, of the value 1 or 2; else a write of its own value. */
function op(id: number, invokedAt: number, endedAt: number, kind: number): Op {
  const common = { id, process: id, invokedAt, endedAt, outcome: "ok" } as const;
  if (kind === 3) return { ...common, input: { type: "write", value: id + 1 }, output: null };
  return { ...common, input: { type: "read" }, output: kind };
}

Deno.test("every tiny history is judged as by the definition", () => {
  let all = 0;
  for (const history of tiny(3)) {
    all++;
    const good = linearizableByDefinition(history, spec);
    if ("order" in rowOf(history) !== good) assertEquals(history, []);
  }
  assert(all > 15_000, `${all}`);
});

Deno.test("what clashes first is a violation by itself, and without it there was none", () => {
  fc.assert(
    fc.property(histories, (history) => {
      const part = onlyPartition(history, spec);
      const clusters = clustersOf(part, spec)!;
      if ("order" in clusters.decide()) return;
      const { blocked, clash } = clusters.firstClash();
      assert(clash.includes(blocked) && clusters.isRead(blocked));
      assert("clash" in clusters.decide(undefined, (i) => clash.includes(i)));
      const now = part.operations[blocked]!.endedAt;
      const sooner = part.operations.filter(({ invokedAt }) => invokedAt < now)
        .map((each): Op => {
          if (each.endedAt < now) return each;
          const { output: _, ...asked } = each;
          return { ...asked, endedAt: Infinity, outcome: "unknown" };
        });
      assert("order" in rowOf(sooner));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("where values do not tell their writes, there are no clusters", () => {
  const of = (...inputs: [RegisterInput, RegisterOutput?][]) =>
    clustersOf(
      onlyPartition(
        inputs.map(([input, output = null], id): Op => {
          return { id, process: id, input, output, invokedAt: id, endedAt: id, outcome: "ok" };
        }),
        spec,
      ),
      spec,
    );
  const write = (value: number): RegisterInput => ({ type: "write", value });
  assert(of([write(1)], [write(2)], [{ type: "read" }, 2]) !== undefined);
  assertEquals(of([write(1)], [write(1)]), undefined);
  assertEquals(of([write(0)]), undefined);
  assertEquals(of([write(NaN)]), undefined);
  assertEquals(of([write(1)], [{ type: "cas", from: 1, to: 2 }, true]), undefined);
  const append = { type: "append", key: "x", value: "a" } as const;
  const one = {
    id: 0,
    process: 0,
    input: append,
    invokedAt: 0,
    endedAt: 1,
    outcome: "ok",
  } as const;
  const store = keyValue();
  assertEquals(clustersOf(onlyPartition([{ ...one, output: "" }], store), store), undefined);
});

/**
 * Many clients at once on one register, each answered as if all took effect when they ended; now and then a
 * client goes without an answer. With `stale`, the last read returns what was overwritten long ago.
 */
function crowd(clients: number, operations: number, stale: boolean): Op[] {
  let state = 7;
  const draw = (below: number) => (state = (state * 48271) % 2147483647) % below;
  const done: Omit<Op, "id">[] = [];
  const free = Array.from({ length: clients }, () => draw(1000));
  let value: number = 0, process = clients;
  const names = free.map((_, client) => client);
  // Each takes effect at its own middle; these are in order.
  const pending: { at: number; client: number }[] = free.map((at, client) => ({ at, client }));
  for (let i = 0; i < operations; i++) {
    const first = pending.reduce((best, each, i) => each.at < pending[best]!.at ? i : best, 0);
    const { at, client } = pending[first]!;
    const before = 1 + draw(1500), after = 1 + draw(1500);
    const writes = draw(2) === 0;
    const lost = writes && draw(100) === 0;
    if (writes) value = i + 1;
    done.push({
      process: names[client]!,
      input: writes ? { type: "write", value: i + 1 } : { type: "read" },
      ...(lost ? {} : { output: writes ? null : value }),
      invokedAt: at - Math.min(before, at - free[client]!),
      endedAt: lost ? Infinity : at + after,
      outcome: lost ? "unknown" : "ok",
    });
    free[client] = at + after;
    if (lost) names[client] = process++;
    pending[first] = { at: at + after + 1 + draw(1500), client };
  }
  if (stale) {
    const end = Math.max(...free) + 10;
    const old = done.find(({ input, outcome }) => input.type === "write" && outcome === "ok")!;
    const output = (old.input as { value: number }).value;
    const about = { process, input: { type: "read" }, output, outcome: "ok" } as const;
    done.push({ ...about, invokedAt: end, endedAt: end + 1 });
  }
  return done.sort((a, b) => a.invokedAt - b.invokedAt).map((each, id) => ({ ...each, id }));
}

Deno.test("a hundred clients on one register are judged soon, though the search would not end", () => {
  for (const stale of [false, true]) {
    const history = crowd(100, 5000, stale);
    const verdict = linearizable(history, spec, { steps: 200_000 });
    assertEquals(verdict.verdict, stale ? "violation" : "ok");
    if (verdict.verdict === "ok") assertWitness(history, verdict.witnesses[0]!.order);
    if (verdict.verdict === "violation") {
      assertEquals(verdict.violation.blocked.id, history.length - 1);
    }
  }
});
