import { assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { isUp, suspected, watchSuspicions } from "./suspicions.ts";

type Node = { readonly suspected: ReadonlySet<NodeId> } | undefined;

const suspecting = (...nodes: NodeId[]): Node => ({ suspected: new Set(nodes) });

/** Watches these moments, as one world or as several shows them. */
function watched(...worlds: (readonly (readonly [at: number, ...states: Node[]])[])[]) {
  const watch = watchSuspicions(suspected);
  for (const moments of worlds) {
    const states: Node[] = [];
    for (const [at, ...now] of moments) {
      now.forEach((state, node) => states[node] = state);
      watch.invariant.check({ at, states, history: [] } as never);
    }
  }
  return watch.trace(100);
}

Deno.test("suspicions begin and end when states say so, and last to the end if they do not end", () => {
  const { suspicions, downs } = watched([
    [0, suspecting(), suspecting()],
    [10, suspecting(1), suspecting()],
    [20, suspecting(1), suspecting(0)],
    [30, suspecting(), suspecting(0)],
    [40, suspecting(1), suspecting(0)],
  ]);
  assertEquals(suspicions, [
    { by: 0, of: 1, fromMs: 10, untilMs: 30 },
    { by: 1, of: 0, fromMs: 20, untilMs: Infinity },
    { by: 0, of: 1, fromMs: 40, untilMs: Infinity },
  ]);
  assertEquals(downs, []);
});

Deno.test("one suspect in the place of another is an end and a beginning", () => {
  const { suspicions } = watched([[0, suspecting(1)], [10, suspecting(2)]]);
  assertEquals(suspicions, [
    { by: 0, of: 1, fromMs: 0, untilMs: 10 },
    { by: 0, of: 2, fromMs: 10, untilMs: Infinity },
  ]);
});

Deno.test("who crashes suspects nobody while it is down", () => {
  const run = watched([
    [0, suspecting(1), undefined],
    [0, suspecting(1), suspecting()],
    [10, undefined, suspecting()],
    [20, suspecting(), suspecting()],
    [30, suspecting(), undefined],
  ]);
  assertEquals(run.suspicions, [{ by: 0, of: 1, fromMs: 0, untilMs: 10 }]);
  assertEquals(run.downs, [
    { node: 0, fromMs: 10, untilMs: 20 },
    { node: 1, fromMs: 30, untilMs: Infinity },
  ]);
  assertEquals([9, 10, 19, 20].map((at) => isUp(run, 0, at)), [true, false, false, true]);
});

Deno.test("a watch that is put into another world begins anew", () => {
  const { suspicions, downs } = watched([
    [40, suspecting(1), suspecting(0)],
    [50, suspecting(), undefined],
    [60, suspecting(1), suspecting()],
  ], [[
    0,
    suspecting(),
    suspecting(),
  ]]);
  assertEquals([suspicions, downs], [[], []]);
});
