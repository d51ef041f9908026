import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Calls, type Ended } from "./calls.ts";
import { readTimeout, writeTimeout } from "./timeout.ts";

Deno.test("whatever is called, answered, cancelled or late: no call outlives the one that it is for", () => {
  const step = fc.tuple(
    fc.constantFrom("begin", "child", "child", "answer", "cancel", "wait"),
    fc.nat(),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
      const calls = new Calls(), parents = new Map<number, number | undefined>();
      const deadlines = new Map<number, number>();
      let now = 0;
      const end = (ended: readonly Ended[]) => {
        for (const { call, why } of ended) {
          assert(parents.delete(call), "each ends once");
          if (why === "late") assert(deadlines.get(call)! <= now || ended.length > 1);
        }
      };
      const isUnder = (call: number | undefined, above: number): boolean =>
        call !== undefined && (call === above || isUnder(parents.get(call), above));
      for (const [what, n] of steps) {
        const open = [...parents.keys()], call = open[n % Math.max(1, open.length)];
        if (what === "wait") {
          now += n % 10;
          end(calls.expire(now));
          assert(calls.dueAt > now);
        } else if (what === "begin" || what === "child") {
          const parent = what === "child" ? call : undefined, timeoutMs = n % 40;
          const begun = calls.begin({ timeoutMs, parent }, now);
          assertEquals(begun === undefined, timeoutMs === 0);
          if (begun === undefined) continue;
          const above = parent === undefined ? Infinity : deadlines.get(parent)!;
          parents.set(begun, parent);
          deadlines.set(begun, Math.min(above, now + timeoutMs));
          assertEquals(calls.timeLeft(begun, now), deadlines.get(begun)! - now);
        } else if (call !== undefined) {
          const under = open.filter((each) => isUnder(each, call));
          const ended = what === "cancel" ? calls.cancel(call) : calls.answer(call);
          if (what === "answer") end([...ended, { call, why: "cancelled" }]);
          else end(ended);
          assert(under.every((each) => !parents.has(each)));
        }
        assertEquals([calls.violations(), calls.size], [[], parents.size]);
      }
      now = Infinity;
      end(calls.expire(now));
      assertEquals([calls.size, parents.size], [0, 0]);
    }),
    { numRuns: 500 },
  );
});

Deno.test("nothing begins for what is over, or without time", () => {
  const calls = new Calls(), call = calls.begin({ timeoutMs: 10 }, 0)!;
  assertEquals(calls.begin({ timeoutMs: 5, parent: call }, 10), undefined);
  calls.cancel(call);
  assertEquals(calls.begin({ timeoutMs: 5, parent: call }, 1), undefined);
  assertEquals(calls.begin({ timeoutMs: 0 }, 1), undefined);
  assertEquals([calls.size, calls.timeLeft(call, 1), calls.cancel(call)], [0, 0, []]);
});

interface Message {
  readonly at: number;
  readonly to: number;
  readonly timeout: string | "cancel";
}

/**
 * A chain of nodes, each of which calls the next as soon as it is called; the last never answers. Returns
 * when the last of them stopped, by the clock on the wall. Their own clocks differ by hours.
 */
function chain(hops: number, latencyMs: number, timeoutMs: number, cancelAt: number): number {
  const offset = (node: number) => node * 3_600_000;
  const nodes = Array.from(
    { length: hops + 1 },
    () => ({ calls: new Calls(), call: undefined as number | undefined }),
  );
  const messages: Message[] = [{ at: 0, to: 0, timeout: writeTimeout(timeoutMs) }];
  let now = 0, stoppedAt = 0;
  const send = (to: number, timeout: string) => {
    if (to < nodes.length) messages.push({ at: now + latencyMs, to, timeout });
  };
  for (; now < 10_000; now++) {
    for (const [id, node] of nodes.entries()) {
      const local = now + offset(id);
      const ended = node.calls.expire(local);
      if (id === 0 && now === cancelAt && node.call !== undefined) {
        ended.push(...node.calls.cancel(node.call));
      }
      if (ended.length > 0) {
        stoppedAt = now;
        send(id + 1, "cancel");
      }
      for (const message of messages.filter(({ at, to }) => at === now && to === id)) {
        if (message.timeout !== "cancel") {
          node.call = node.calls.begin({ timeoutMs: readTimeout(message.timeout) }, local);
          const onward = node.call === undefined
            ? undefined
            : node.calls.begin({ timeoutMs: Infinity, parent: node.call }, local);
          if (onward !== undefined) send(id + 1, writeTimeout(node.calls.timeLeft(onward, local)));
        } else if (node.call !== undefined && node.calls.cancel(node.call).length > 0) {
          stoppedAt = now;
          send(id + 1, "cancel");
        }
      }
    }
  }
  for (const { calls } of nodes) assertEquals(calls.size, 0, "somebody works for nobody");
  return stoppedAt;
}

Deno.test("grpc-gateway 7382, pekko-grpc 872: every node of a chain stops when the time is over", () => {
  for (const hops of [1, 2, 5]) {
    for (const latencyMs of [1, 20]) {
      // The time on the way is not counted by whoever is called, and is what it may be late by.
      const stopped = chain(hops, latencyMs, 300, Infinity);
      assert(stopped >= 300 && stopped <= 300 + hops * latencyMs, `${hops} hops: ${stopped}`);
    }
  }
});

Deno.test("a client that gives up stops every node of a chain, as soon as word gets there", () => {
  for (const hops of [1, 2, 5]) assertEquals(chain(hops, 20, 5000, 150), 150 + hops * 20);
});
