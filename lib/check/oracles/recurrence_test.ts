import { assert, assertEquals } from "@std/assert";
import type { Clients } from "../../model/clients.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { World } from "../../sim/world.ts";
import { recurrence } from "./recurrence.ts";

type Message =
  | { readonly type: "work" } // client → node
  | { readonly type: "claim" } // node → the other
  | { readonly type: "yield" }; // the answer of who does not want the floor

interface State {
  /** Who asked for the work, if it is not done yet. */
  asked: number | null;
  /** Whether it claims the floor. */
  claims: boolean;
  /** How often it has stepped back; it only grows. */
  rounds: number;
}

/** Two polite nodes: who hears the other's claim while it claims steps back, and tries again later. */
function polite(pauseMs: (self: number, choose: (n: number) => number) => number) {
  const protocol: Protocol<State, Message, { type: "retry" }> = {
    start: () => ({ asked: null, claims: false, rounds: 0 }),
    upon: {
      work(s, { from }, io) {
        s.asked = from;
        s.claims = true;
        io.send(1 - io.self, { type: "claim" });
      },
      claim(s, _, io) {
        if (!s.claims) return io.send(1 - io.self, { type: "yield" });
        s.claims = false;
        s.rounds++;
        io.wait(pauseMs(io.self, (n) => io.choose(n)), { type: "retry" });
      },
      yield(s, _, io) {
        if (!s.claims || s.asked === null) return;
        io.answer(s.asked, "done");
        s.asked = null;
        s.claims = false;
      },
    },
    after: {
      retry(s, _, io) {
        if (s.asked === null) return;
        s.claims = true;
        io.send(1 - io.self, { type: "claim" });
      },
    },
  };
  return protocol;
}

function traceOf(protocol: Protocol<State, Message, { type: "retry" }>, forMs = 300): Trace {
  const clients: Clients<Message> = {
    workload: [[{ input: 1 }], [{ input: 1 }]],
    ask: () => ({ type: "work" }),
    link: "local",
  };
  const world = new World({ protocol, nodes: 2, seed: 1, states: true, clients });
  world.run(forMs);
  return world.trace;
}

const view = (state: unknown) => (state as State).claims;

Deno.test("two nodes that step back for each other for ever are found, when what only grows is left out", () => {
  const trace = traceOf(polite(() => 10));
  const found = recurrence(trace, { view, times: 12 });
  assert(found !== undefined);
  const rounds = found.at.slice(4).map((at, i) => at - found.at[i + 2]!);
  assertEquals(new Set(rounds).size, 1, "each round takes as long as the one before");
  assertEquals(recurrence(trace), undefined, "as the rounds grow, no whole state comes back");
});

Deno.test("nodes that wait for different times get done, and are not accused", () => {
  const trace = traceOf(polite((self) => 10 + 20 * self));
  assertEquals(trace.filter(({ kind }) => kind === "ok").length, 2);
  assertEquals(recurrence(trace, { view }), undefined);
});

/** A state of node 0 at some time. */
const state = (at: number, value: unknown) =>
  ({ kind: "state", at, node: 0, state: value }) as const;
const asked = { kind: "invoke", at: 0, process: 0, address: 1, operation: 0, input: 1 } as const;
const circle = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((at) => state(at, at % 2));

Deno.test(
  "what goes round while nobody waits is no livelock, nor what ends in between: " +
    "evidence of a livelock, and no proof of one",
  () => {
    assertEquals(recurrence(circle), undefined);
    assertEquals(recurrence([asked, ...circle])?.at, [1, 3, 5, 7, 9]);
    const ok = { kind: "ok", at: 5.5, process: 0, operation: 0, output: 1 } as const;
    assertEquals(recurrence([asked, ...circle.slice(0, 5), ok, ...circle.slice(5)]), undefined);
    const again = { ...asked, at: 5.6, operation: 1 };
    const split = [asked, ...circle.slice(0, 5), ok, again, ...circle.slice(5)];
    assertEquals(recurrence(split), undefined);
    const given = { kind: "unknown", at: 4.5, process: 0, operation: 0 } as const;
    assertEquals(recurrence([asked, ...circle.slice(0, 4), given, ...circle.slice(4)]), undefined);
  },
);

Deno.test("what is progress can be said, and how often is too often", () => {
  const isProgress = ({ kind, at }: Trace[number]) => kind === "state" && at === 5;
  assertEquals(recurrence([asked, ...circle], { isProgress }), undefined);
  assertEquals(recurrence([asked, ...circle], { isProgress, times: 3 })?.at, [5, 7, 9]);
  assertEquals(recurrence([asked, ...circle], { times: 6 }), undefined);
});

Deno.test("a state that stays as it is has not come back, and a crash is part of the state", () => {
  assertEquals(recurrence([asked, ...[1, 2, 3, 4, 5, 6].map((at) => state(at, 7))]), undefined);
  const crash = (at: number) => ({ kind: "crash", at, node: 0 }) as const;
  const lives = [state(1, 7), crash(2), state(3, 7), crash(4), state(5, 7)];
  assertEquals(recurrence([asked, ...lives], { times: 3 })?.at, [1, 3, 5]);
});
