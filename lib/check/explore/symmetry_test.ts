import { assert, assertEquals, assertThrows } from "@std/assert";
import { encode } from "../../model/encode.ts";
import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { exploreProtocol, type GlobalState, type ProtocolSystem } from "./protocol.ts";

type Message =
  /** Node 0 → everybody else. */
  | { readonly type: "ask" }
  /** The answer; `friend` is who else was asked. */
  | { readonly type: "vote"; readonly yes: boolean; readonly friend: NodeId };

interface State {
  readonly yes: Set<NodeId>;
  friend: NodeId;
}

/** Node 0 asks, the others vote as they like, name another, and remember whom they named. */
const ballot: Protocol<State, Message> = {
  start(io) {
    if (io.self === 0) {
      for (const peer of io.peers) if (peer !== 0) io.send(peer, { type: "ask" });
    }
    return { yes: new Set(), friend: 0 };
  },
  upon: {
    ask(s, { from }, io) {
      if (s.friend !== 0) return;
      const others = io.peers.filter((peer) => peer !== 0 && peer !== io.self);
      s.friend = others[io.choose(others.length)]!;
      io.send(from, { type: "vote", yes: io.choose(2) === 1, friend: s.friend });
    },
    vote(s, { from, yes, friend }) {
      if (yes) s.yes.add(from).add(friend);
    },
  },
};

const voters: readonly NodeId[] = [1, 2, 3];

const system: ProtocolSystem<State, Message> = {
  name: "ballot",
  protocol: ballot,
  nodes: 4,
  network: "duplicating",
  invariants: [{
    name: "not all",
    words: "somebody votes no",
    check: ({ states: [asker] }) =>
      asker!.yes.size === 3 ? { words: "nobody did", nodes: [0] } : undefined,
  }],
  symmetry: {
    nodes: voters,
    state: ({ yes, friend }, rename) => ({
      yes: new Set([...yes].map(rename)),
      friend: rename(friend),
    }),
    message: (message, rename) =>
      message.type === "vote" ? { ...message, friend: rename(message.friend) } : message,
  },
};

/** A global state with its voters renamed. */
function renamed(global: GlobalState<State>, images: readonly NodeId[]): string {
  const rename = (node: NodeId) => images[voters.indexOf(node)] ?? node;
  const { state, message } = system.symmetry!;
  const states: unknown[] = [];
  global.states.forEach((each, node) => states[rename(node)] = state(each!, rename));
  const messages = global.messages.map(({ from, to, body }) =>
    encode([rename(from), rename(to), message!(body as Message, rename)])
  );
  return encode([states, messages.sort()]);
}

Deno.test("one state of each orbit is explored", () => {
  const orders = voters.flatMap((a) =>
    voters.flatMap((b) => voters.map((c) => [a, b, c])).filter((each) => new Set(each).size === 3)
  );
  assertEquals(orders.length, 6);
  const all = new Set<string>(), least = new Set<string>();
  const boundary = (global: GlobalState<State>) => {
    all.add(renamed(global, voters));
    least.add(orders.map((images) => renamed(global, images)).sort()[0]!);
    return true;
  };
  const whole = exploreProtocol({ ...system, boundary }, { keepGoing: true });
  assertEquals(whole.unique, all.size);
  const orbits = exploreProtocol(system, { symmetry: true, keepGoing: true });
  assertEquals(orbits.unique, least.size);
  assertEquals(orbits.verdict, whole.verdict);
  assert(4 * orbits.unique < whole.unique);
});

Deno.test("a counterexample under symmetry is a run of the protocol itself, and as short", () => {
  const [whole] = exploreProtocol(system).findings;
  const [orbit] = exploreProtocol(system, { symmetry: true }).findings;
  assertEquals(orbit!.path.length, whole!.path.length);
  for (const { action } of orbit!.path.slice(1)) assertEquals(action!.kind, "deliver");
  const asked = orbit!.path.flatMap(({ action }) =>
    action!.kind === "deliver" && action!.message.body.type === "ask" ? [action!.message.to] : []
  );
  assertEquals(new Set(asked).size, asked.length);
});

Deno.test("without symmetry of its own a system is explored as it is", () => {
  const { symmetry: _, ...plain } = system;
  const whole = exploreProtocol(plain, { keepGoing: true });
  assertEquals(exploreProtocol(plain, { symmetry: true, keepGoing: true }).unique, whole.unique);
});

/** Who has named somebody: present states say the same, so that it splits none. */
const named: Invariant<State> = remembering<State, Set<NodeId>>({
  name: "named",
  words: "whoever has named another is known",
  memory: () => new Set(),
  check({ states }, known) {
    states.forEach((s, node) => s !== undefined && s.friend !== 0 && known.add(node));
    return undefined;
  },
  rename: (known, rename) => new Set([...known].map(rename)),
});

/** In which order they have done so: that nobody can see in the present. */
const inTurn: Invariant<State> = remembering<State, NodeId[]>({
  name: "in turn",
  words: "the second to name another does not name the first",
  memory: () => [],
  check({ states }, order) {
    states.forEach((s, node) => s?.friend && !order.includes(node) && order.push(node));
    const [first, second] = order;
    return second !== undefined && states[second]!.friend === first
      ? { words: `${second} names ${first}`, nodes: [second] }
      : undefined;
  },
  rename: (order, rename) => order.map(rename),
});

/** The friend of each node before its step. */
const loyal: Invariant<State> = ofSteps<State, NodeId>({
  name: "loyal",
  words: "nobody names another when it has named one",
  digest: ({ friend }) => friend,
  step: (before, { friend }, node) =>
    before !== 0 && friend !== before ? { words: "named another", nodes: [node] } : undefined,
  rename: (friend, rename) => rename(friend),
});

Deno.test("a memory that says what the present says splits no orbit", () => {
  const explored = (invariants: readonly Invariant<State>[]) => {
    const { unique } = exploreProtocol({ ...system, invariants }, { symmetry: true });
    return unique;
  };
  assertEquals(explored([named]), explored([]));
  assertEquals(explored([loyal]), explored([]));
});

Deno.test("what only the past shows is found in an orbit too, as soon, and in fewer states", () => {
  const past = { ...system, invariants: [inTurn] };
  const whole = exploreProtocol(past), orbits = exploreProtocol(past, { symmetry: true });
  assertEquals(whole.findings[0]!.property, "in turn");
  assertEquals(orbits.findings[0]!.property, "in turn");
  assertEquals(orbits.findings[0]!.path.length, whole.findings[0]!.path.length);
  assert(3 * orbits.unique < 2 * whole.unique, `${orbits.unique} of ${whole.unique}`);
});

Deno.test("symmetry that is none is refused", () => {
  const nodes = (nodes: readonly NodeId[]) => ({
    ...system,
    symmetry: { ...system.symmetry!, nodes },
  });
  const options = { symmetry: true };
  assertThrows(
    () => exploreProtocol(nodes([1, 4]), options),
    RangeError,
    "from 0 to 3: given 1, 4",
  );
  assertThrows(() => exploreProtocol(nodes([1, 1]), options), RangeError, "different ones");
  const ask = () => ({ type: "vote", yes: false, friend: 0 }) as const;
  const clients = { workload: [[{ input: 0 }]], ask };
  const asked = { ...system, clients: { ...clients, to: () => 2 } };
  assertThrows(
    () => exploreProtocol(asked, options),
    TypeError,
    "given client 0, which asks node 2",
  );
  assertEquals(exploreProtocol({ ...asked, clients }, { ...options, maxStates: 50 }).unique, 50);
});
