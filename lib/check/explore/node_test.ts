import { assertEquals } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { describeAction } from "./describe_action.ts";
import { exploreProtocol, type GlobalState, type ProtocolSystem } from "./protocol.ts";

type None = { readonly type: "none" };

/** All states that node 0 may have while it is up, as text, sorted. */
function statesOf<S, T extends { readonly type: string }, R>(
  protocol: Protocol<S, None, T, R>,
  more: Partial<ProtocolSystem<S, None, T, R>> = {},
): string[] {
  const found = new Set<string>();
  const boundary = ({ states }: GlobalState<S>) => {
    const state = states[0];
    if (state !== undefined) found.add(JSON.stringify(state));
    return true;
  };
  exploreProtocol({ name: "one node", protocol, nodes: 1, boundary, ...more });
  return [...found].sort();
}

function texts(states: readonly unknown[]): string[] {
  return states.map((state) => JSON.stringify(state)).sort();
}

Deno.test("every way to choose is taken, and later choices may depend on earlier ones", () => {
  const dice: Protocol<number[], None> = {
    start: (io) => {
      const first = io.choose(3);
      return first === 1 ? [first, io.choose(2)] : [first];
    },
    upon: { none() {} },
  };
  assertEquals(statesOf(dice), texts([[0], [1, 0], [1, 1], [2]]));
});

Deno.test("clocks show anything that they may show, at any time", () => {
  const clock: Protocol<number[], None, { type: "tick" }> = {
    start(io) {
      io.wait(1, { type: "tick" });
      return [io.now()];
    },
    upon: { none() {} },
    after: {
      tick(s, _, io) {
        s.push(io.now());
      },
    },
  };
  assertEquals(statesOf(clock), texts([[0], [0, 0]]));
  const wrong = statesOf(clock, { clocks: [5, 3] });
  assertEquals(wrong, texts([[3], [3, 3], [3, 5], [5], [5, 3], [5, 5]]));
});

type Timer = { readonly type: "a"; readonly of: number } | { readonly type: "b" };

const timers: Protocol<string[], None, Timer> = {
  start(io) {
    io.wait(10, { type: "a", of: 1 });
    io.wait(1000, { type: "a", of: 2 });
    io.wait(1, { type: "b" });
    return [];
  },
  upon: { none() {} },
  after: {
    a(s, { of }, io) {
      s.push(`a${of}`);
      if (s.length === 1) io.cancel("b");
    },
    b(s) {
      s.push("b");
    },
  },
};

Deno.test("timers fire in any order; one of a type replaces the other, and a cancelled one is gone", () => {
  assertEquals(statesOf(timers), texts([[], ["a2"], ["b"], ["b", "a2"]]));
});

/** Counts its lives and what it saved; saves 1 and then sends itself a message when told so. */
const saver: Protocol<{ saved: number; sent: boolean }, { type: "sent" }, { type: "go" }, number> =
  {
    start(io, journal) {
      io.wait(1, { type: "go" });
      return { saved: journal.at(-1) ?? 0, sent: false };
    },
    upon: {
      sent(s) {
        s.sent = true;
      },
    },
    after: {
      go(s, _, io) {
        s.saved = 1;
        io.save(1);
        io.send(0, { type: "sent" });
      },
    },
  };

Deno.test("a node may crash at any moment, also between a save and what it would have sent", () => {
  const paths = (
    more: Partial<
      ProtocolSystem<{ saved: number; sent: boolean }, { type: "sent" }, { type: "go" }, number>
    >,
  ) =>
    exploreProtocol({
      name: "saver",
      protocol: saver,
      nodes: 1,
      crashes: 1,
      sometimes: {
        "saved, never sent": ({ states: [s], messages }) =>
          s !== undefined && s.saved === 1 && !s.sent && messages.length === 0,
        "down": ({ states: [s] }) => s === undefined,
      },
      ...more,
    });
  const { reached, complete } = paths({});
  assertEquals(complete, true);
  assertEquals(reached.get("saved, never sent")!.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer go fires at node 0, which saves and crashes before it sends",
    "node 0 restarts",
  ]);
  assertEquals(reached.get("down")!.length, 2);
  const down = paths({ restarts: false });
  assertEquals(down.findings.map(({ property }) => property), ["saved, never sent"]);
  assertEquals(paths({ crashes: 0 }).findings.length, 2);
});

Deno.test("a message for a node that is down is lost, or waits on a network that may lose nothing twice", () => {
  const lost = ({ states: [s], messages }: GlobalState<{ saved: number; sent: boolean }>) =>
    s !== undefined && s.saved === 1 && !s.sent && messages.length === 0;
  const late = ({ states: [s], messages }: GlobalState<{ saved: number; sent: boolean }>) =>
    s !== undefined && messages.length > 0 && s.saved === 1 && !s.sent;
  const { reached } = exploreProtocol({
    name: "saver",
    protocol: saver,
    nodes: 1,
    crashes: 1,
    sometimes: { lost, late },
  });
  assertEquals([...reached.keys()].sort(), ["late", "lost"]);
});

Deno.test("a journal is kept compacted, so that equal durable states are equal", () => {
  type Go = { readonly type: "go" };
  const counter = (compact: boolean): Protocol<{ sum: number }, None, Go, number> => ({
    start(io, journal) {
      io.wait(1, { type: "go" });
      return { sum: journal.reduce((sum, each) => sum + each, 0) };
    },
    upon: { none() {} },
    after: {
      go(s, _, io) {
        if (s.sum >= 4) return;
        const more = 1 + io.choose(2);
        s.sum += more;
        io.save(more);
        io.wait(1, { type: "go" });
      },
    },
    compact: (journal) => compact ? [journal.reduce((sum, each) => sum + each, 0)] : [...journal],
  });
  const unique = (compact: boolean) =>
    exploreProtocol({ name: "counter", protocol: counter(compact), nodes: 1 }).unique;
  // Sums 0 to 5, and the two that are reached when the timer has fired for the last time.
  assertEquals(unique(true), 8);
  assertEquals(unique(false) > 8, true);
});

Deno.test("a crash may wipe the disk, of a node that has saved", () => {
  /** Counts its lives. */
  const cat: Protocol<number, None, never, number> = {
    start(io, journal) {
      const lives = (journal.at(-1) ?? 0) + 1;
      io.save(lives);
      return lives;
    },
    upon: { none() {} },
  };
  const system = { name: "cat", protocol: cat, nodes: 1, crashes: 2 };
  // Up with 1, 2 and 3 after none, one and two crashes; down with 1 and with 2 in between.
  assertEquals(exploreProtocol(system).unique, 3 + 2);
  // After one crash also down with nothing and up with 1; after two, down with 0 to 2 and up with 1 to 3.
  assertEquals(exploreProtocol({ ...system, wipes: true }).unique, 1 + 4 + 6);
  const crash = { kind: "crash", node: 0, nodes: [], clients: [] } as const;
  assertEquals(describeAction({ ...crash, wiped: true }), "node 0 crashes, and its disk is wiped");
  assertEquals(describeAction(crash), "node 0 crashes");
});

Deno.test("without a compaction the last record is the journal", () => {
  const last: Protocol<number, { type: "never" }, { type: "go" }, number> = {
    start(io, journal) {
      io.wait(1, { type: "go" });
      return journal.length;
    },
    upon: { never() {} },
    after: {
      go(_, __, io) {
        io.save(7);
        io.wait(1, { type: "go" });
      },
    },
  };
  // Before the crash: never saved, and saved. Down, and up again: after either; then saved after all.
  const { unique, complete } = exploreProtocol({
    name: "last",
    protocol: last,
    nodes: 1,
    crashes: 1,
  });
  assertEquals([unique, complete], [7, true]);
});
