import { assertEquals, assertThrows } from "@std/assert";
import type { Io, Protocol } from "../../model/protocol.ts";
import { exploreProtocol } from "./protocol.ts";

type Add = { readonly type: "add"; readonly to: number[] };
type Step = { readonly type: "step" };
interface State {
  mine: number[];
  other: number[];
  more?: unknown;
}
type StepIo = Io<Add, Step>;

/** Nodes that take a step each: what they begin with, and what the step does. */
function stepping(
  begin: (io: StepIo) => State,
  step: (s: State, io: StepIo) => void,
  add: (s: State, to: number[]) => void = () => {},
): Protocol<State, Add, Step> {
  return {
    start(io) {
      io.wait(1, { type: "step" });
      return begin(io);
    },
    upon: { add: (s, { to }) => add(s, to) },
    after: { step: (s, _, io) => step(s, io) },
  };
}

const apart = (): State => ({ mine: [], other: [] });
const explored = (protocol: Protocol<State, Add, Step>, nodes = 2, crashes = 0) =>
  exploreProtocol({ name: "stepping", protocol, nodes, crashes });

/** What is told of a protocol that is refused. */
function told(protocol: Protocol<State, Add, Step>, nodes = 2): string {
  return assertThrows(() => explored(protocol, nodes), TypeError).message.split("\n")[0]!;
}
const atTwoPlaces = (what: string) =>
  `Cannot explore node 0, after step because no step may change an object that is at two places, as ` +
  `states are data: given ${what} as well`;

Deno.test("a list that is two fields of a state is no data where a step changes it", () => {
  const one = stepping(() => {
    const list: number[] = [];
    return { mine: list, other: list };
  }, (s) => void s.mine.push(1));
  assertEquals(told(one, 1), atTwoPlaces("state.mine of node 0, which is state.other of node 0"));
});

Deno.test("nor is a list of which a step has kept the object and not a copy, deep in a map or a set", () => {
  let nth = 0;
  const keeps = [
    (s: State) => s.more = new Map([["k", { list: s.mine }]]),
    (s: State) => s.more = [[s.mine]],
    (s: State) => s.more = new Set([s.mine]),
  ];
  const where = ['state.more.get("k").list', "state.more[0][0]", "a member of state.more"];
  for (const keep of keeps) {
    const protocol = stepping(apart, (s, io) => {
      if (s.more !== undefined) return void s.mine.push(1);
      keep(s);
      io.wait(1, { type: "step" });
    });
    assertEquals(
      told(protocol),
      atTwoPlaces(`state.mine of node 0, which is ${where[nth++]} of node 0`),
    );
  }
});

Deno.test("nor is a list that nodes have in common, or that a node finds again when it starts anew", () => {
  const list: number[] = [];
  const common = stepping(() => ({ mine: list, other: [] }), (s) => void s.mine.push(1));
  assertEquals(told(common), atTwoPlaces("state.mine of node 0, which is state.mine of node 1"));
  const again: number[] = [];
  const anew = stepping(() => ({ mine: again, other: [] }), (s) => void s.mine.push(1));
  assertEquals(
    told(anew, 1),
    atTwoPlaces("state.mine of node 0, which is state.mine of node 0 when it starts anew"),
  );
});

Deno.test("what is at two places may stay as it is, and may be replaced", () => {
  const constant = [7];
  const replaces = stepping(
    () => ({ mine: constant, other: constant, more: { constant } }),
    (s) => s.mine = [...s.mine, 1],
  );
  // Each of two nodes has taken its step, or has not.
  assertEquals([explored(replaces).unique, explored(replaces).complete], [4, true]);
});

Deno.test("a message has nothing in common with its sender, or with another receiver", () => {
  const sends = stepping(
    apart,
    (s, io) => {
      if (io.self > 0) return;
      for (const to of [1, 2]) io.send(to, { type: "add", to: s.mine });
      s.mine.push(1);
    },
    (s, to) => {
      to.push(2);
      s.other = to;
    },
  );
  const seen = new Set<string>();
  const system = { name: "sends", protocol: sends, nodes: 3 };
  const { findings } = exploreProtocol({
    ...system,
    boundary: ({ states }) => {
      for (const s of states.slice(1)) seen.add(JSON.stringify(s!.other));
      return true;
    },
  });
  assertEquals([findings, [...seen].sort()], [[], ["[2]", "[]"]]);
});

Deno.test("a step that depends on a variable of its module is refused, with the node and the field", () => {
  let count = 0;
  const counts = stepping(apart, (s) => s.mine = [5, ++count]);
  assertEquals(
    told(counts),
    "Cannot explore node 0, after step because a step must depend on nothing but the state, the event and " +
      "the Io of its node: given state.mine[1], which is 1, and 2 when it is taken again",
  );
  const sends = stepping(apart, (_, io) => io.send(1, { type: "add", to: [++count] }));
  assertEquals(
    told(sends).split("given ")[1],
    "one that asks for something else when it is taken again",
  );
  const seen = new Set<number>();
  const throws = stepping(apart, (_, io) => {
    if (seen.has(io.self)) throw new Error("I have been here");
    seen.add(io.self);
  });
  assertEquals(told(throws).split("given ")[1], "node 0, after step: Error: I have been here");
  const begins = stepping(() => ({ mine: [++count], other: [] }), () => {});
  assertEquals(told(begins).startsWith("Cannot explore node 0, start because a step must"), true);
});

Deno.test("a step may remember what changes nothing", () => {
  const known = new Map<number, number>();
  const caches = stepping(apart, (s, io) => {
    const square = known.get(io.self) ?? io.self ** 2;
    known.set(io.self, square);
    s.mine = [square];
  });
  assertEquals(explored(caches).unique, 4);
});
