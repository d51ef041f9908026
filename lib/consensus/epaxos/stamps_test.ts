import { assertEquals, assertThrows } from "@std/assert";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { step } from "../../model/step.ts";
import { NO_BALLOT } from "../ballot.ts";
import { epaxos } from "./epaxos.ts";
import { type Id, idLabel } from "./instance.ts";
import { kit } from "./kit.ts";
import type { Message } from "./messages.ts";
import type { Options } from "./settings.ts";

/** Where the replicas are, on a line: as many ms apart as these numbers. */
const LINE = [0, 5, 20, 35, 40];
/** Who asks, at once, for commands that interfere. Without stamps those in between hear of their neighbours' first. */
const ASKED = [0, 2, 4];
/** How long until two more have what is asked for at each. */
const ARRIVE_MS = [20, 15, 15, 15, 20];

/** Which path each of the commands takes, in the order of `ASKED`; clocks are ahead by so much. */
function paths(arriveMs: (coordinator: number) => number, offsetsMs: readonly number[] = []) {
  const world = new World({
    seed: 1,
    protocol: epaxos({ machine: keyValueMachine as Options["machine"], arriveMs }),
    nodes: LINE.length,
    network: {
      links: LINE.flatMap((a, from) =>
        LINE.map((b, to) => ({ from, to, latency: constant(Math.abs(a - b)) }))
      ),
    },
    clocks: { set: offsetsMs.map((offsetMs) => ({ offsetMs })) },
    clients: {
      workload: ASKED.map((
        node,
      ) => [{ input: { type: "put", key: "x", value: `${node}` }, at: 100 }]),
      ask: bare,
      to: ({ client }) => ASKED[client]!,
      link: "local",
    },
    invariants: kit.invariants,
  });
  const votes = new Set<string>();
  world.run(1000);
  assertEquals(world.violation, undefined);
  for (const event of world.trace) {
    if (event.kind !== "send") continue;
    const { type, id } = event.body as Message & { readonly id: Id };
    if (type === "accept") votes.add(idLabel(id));
  }
  const stores = world.states.map((s) => (s!.machine as Map<string, string>).get("x"));
  assertEquals(new Set(stores).size, 1);
  return ASKED.map((node) => votes.has(`${node}.1`) ? "slow" : "fast");
}

const inTime = (coordinator: number) => ARRIVE_MS[coordinator]!;

Deno.test("what is looked at in the order of its stamps is found alike by those who have it in time", () => {
  assertEquals(paths(() => 0), ["slow", "slow", "slow"]);
  assertEquals(paths(inTime), ["slow", "fast", "slow"]);
});

Deno.test("where clocks are wrong stamps do not help, and do no harm", () => {
  assertEquals(paths(inTime, [0, 60, 0, 60, 0]), ["slow", "slow", "slow"]);
  assertEquals(paths(inTime, [300, 0, 0, 0, -300]).length, 3);
});

Deno.test("a stamp is a time from now on", () => {
  for (const ms of [-1, NaN, Infinity]) assertThrows(() => paths(() => ms), Error, "arriveMs");
});

Deno.test("what is held is looked at once, in the order of stamps, when a replica asks for something later itself", () => {
  const options = { machine: keyValueMachine as Options["machine"], arriveMs: () => 50 };
  const protocol = epaxos(options), at = { self: 2, nodes: 3, now: 0 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const put = {
    type: "command",
    command: { type: "put", key: "x", value: "1" },
    stamp: null,
  } as const;
  const proposal = { value: { commands: [put] }, dependencies: [0, 0, 0], sequence: 1 };
  for (const [replica, stamp] of [[0, 30], [1, 20]] as const) {
    const id = { replica, slot: 1 };
    const message = { type: "preAccept", id, ballot: NO_BALLOT, proposal, stamp } as const;
    const taken = step(protocol, state, { kind: "message", from: replica, message }, at);
    assertEquals(taken.effects.map(({ kind }) => kind), ["wait"]);
    ({ state } = taken);
  }
  const message = bare({ type: "put", key: "x", value: "2" }) as Message;
  const asked = step(protocol, state, { kind: "message", from: 9, message }, at);
  const replies = asked.effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "preAcceptReply"
      ? [[effect.to, effect.message.dependencies]]
      : []
  );
  assertEquals(replies, [[1, [0, 0, 0]], [0, [0, 1, 0]]]);
  assertEquals(asked.state.rows[2]!.get(1)!.proposal!.dependencies, [1, 1, 0]);
  assertEquals(asked.state.held.size, 0);
});
