import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Invariant } from "../../model/invariant.ts";
import type { Protocol } from "../../model/protocol.ts";
import { abdSystem } from "../models/abd_register.ts";
import { paxosRegister, paxosRegisterSystem } from "../models/paxos_register.ts";
import { pingPongSystem } from "../models/ping_pong.ts";
import { singleCopySystem } from "../models/single_copy.ts";
import { describeAction } from "./describe_action.ts";
import { exploreProtocol, type GlobalState, type ProtocolSystem } from "./protocol.ts";

type Number = { readonly type: "number"; readonly value: number };

/** Node 0 sends numbers to node 1, which notes what arrives. */
function sender(values: readonly number[]): Protocol<{ got: number[] }, Number> {
  return {
    start(io) {
      if (io.self === 0) { for (const value of values) io.send(1, { type: "number", value }); }
      return { got: [] };
    },
    upon: {
      number(s, { value }) {
        s.got.push(value);
      },
    },
  };
}

/** Everything that node 1 may have got when nothing more can happen. */
function endings(
  more: Partial<ProtocolSystem<{ got: number[] }, Number>>,
  values: readonly number[] = [0, 1],
): string[] {
  const found = new Set<string>();
  const look = ({ states, messages }: GlobalState<{ got: number[] }>) => {
    if (messages.length === 0) found.add(states[1]!.got.join(""));
  };
  // An invariant, unlike "sometimes", is asked again and again.
  const words = "everything is noted";
  const check = (snapshot: unknown) => void look(snapshot as GlobalState<{ got: number[] }>);
  const invariants: Invariant<{ got: number[] }>[] = [{ name: "look", words, check }];
  exploreProtocol({ name: "sender", protocol: sender(values), nodes: 2, invariants, ...more });
  return [...found].sort();
}

Deno.test("a network delivers in the orders that its kind allows", () => {
  assertEquals(endings({ network: "ordered" }), ["01"]);
  assertEquals(endings({ network: "unordered" }), ["01", "10"]);
});

Deno.test("a lossy network may lose any message, and keeps what order it keeps", () => {
  assertEquals(endings({ network: "ordered", lossy: true }), ["", "0", "01", "1"]);
  assertEquals(endings({ network: "unordered", lossy: true }), ["", "0", "01", "1", "10"]);
});

Deno.test("a duplicating network delivers again, as often as it likes", () => {
  const boundary = ({ states }: GlobalState<{ got: number[] }>) => states[1]!.got.length <= 2;
  const { unique } = exploreProtocol({
    name: "sender",
    protocol: sender([0, 1]),
    nodes: 2,
    network: "duplicating",
    boundary,
  });
  // "", "0", "1", "00", "01", "10", "11"
  assertEquals(unique, 7);
});

Deno.test("a message that is sent twice arrives twice, and counts once where it may come again", () => {
  assertEquals(endings({ network: "unordered" }, [0, 0]), ["00"]);
  assertEquals(endings({ network: "unordered", lossy: true }, [0, 0]), ["", "0", "00"]);
  const { reached } = exploreProtocol({
    name: "sender",
    protocol: sender([0, 0]),
    nodes: 2,
    network: "duplicating",
    lossy: true,
    boundary: ({ states }) => states[1]!.got.length < 2,
    sometimes: { "all is lost": ({ messages }) => messages.length === 0 },
  });
  assertEquals(reached.get("all is lost")!.length, 2);
});

Deno.test("a message for a node that is down may be lost, though the network loses nothing", () => {
  const plain = sender([0]);
  const saver: Protocol<{ got: number[] }, Number, never, number> = {
    start: (io, journal) => {
      if (journal.length === 0) plain.start(io, []);
      return { got: [...journal] };
    },
    upon: {
      number(s, { value }, io) {
        s.got.push(value);
        io.save(value);
      },
    },
  };
  const lost = (crashes: number) =>
    exploreProtocol({
      name: "saver",
      protocol: saver,
      nodes: 2,
      crashes,
      sometimes: {
        lost: ({ states, messages }) =>
          states.every((state) => state?.got.length === 0) && messages.length === 0,
      },
    }).reached.get("lost");
  assertEquals(lost(0), undefined);
  assertEquals(lost(1)!.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "node 1 crashes",
    "number (value 0) from 0 to 1 is lost, as its receiver is down",
    "node 1 restarts",
  ]);
});

Deno.test("the known counts of ping-pong hold", () => {
  const count = (most: number, lossy: boolean) => {
    const { leadsTo: _, ...system } = pingPongSystem(most, { lossy });
    const { unique, verdict } = exploreProtocol(system);
    return [unique, verdict];
  };
  assertEquals(count(1, true), [14, "ok"]);
  assertEquals(count(5, true), [4094, "ok"]);
  assertEquals(count(5, false), [11, "ok"]);
});

Deno.test("ping-pong comes to its end unless a message is lost", () => {
  assertEquals(exploreProtocol(pingPongSystem(5)).verdict, "ok");
  const { findings } = exploreProtocol(pingPongSystem(5, { lossy: true }));
  assertEquals(findings.map(({ kind, path, loopsTo }) => [kind, path.length, loopsTo]), [
    ["leads to", 2, 1],
  ]);
});

Deno.test("the known counts of registers hold, and they are linearizable as they should be", () => {
  const judge = <S, M extends { readonly type: string }>(system: ProtocolSystem<S, M>) => {
    const { unique, verdict } = exploreProtocol(system, { keepGoing: true });
    return [unique, verdict];
  };
  assertEquals(judge(singleCopySystem(2, 1)), [93, "ok"]);
  assertEquals(judge(singleCopySystem(2, 2)), [62, "violation"]);
  assertEquals(judge(abdSystem(2, 2)), [544, "ok"]);
  assertEquals(judge(paxosRegisterSystem(2, 3)), [16_668, "ok"]);
});

Deno.test("a counterexample is the shortest, and reads well", () => {
  const [finding] = exploreProtocol(singleCopySystem(2, 2)).findings;
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts; client 0 asks write: value A; client 1 asks write: value B",
    "put (value A) from 2 to 0 arrives",
    "answer (result nothing) from 0 to 2 arrives; client 0 is answered nothing; " +
    "client 0 asks read",
    "get from 4 to 1 arrives",
    "answer (result nothing) from 1 to 4 arrives; client 0 is answered nothing",
  ]);
});

Deno.test("a Paxos leader that ignores what was accepted is found out", () => {
  const forgetful: typeof paxosRegister = {
    ...paxosRegister,
    upon: {
      ...paxosRegister.upon,
      promise(s, promise, io) {
        paxosRegister.upon.promise(s, { ...promise, accepted: null }, io);
      },
    },
  };
  const system = { ...paxosRegisterSystem(2, 3), protocol: forgetful };
  const { findings } = exploreProtocol(system);
  assertEquals(findings.map(({ property }) => property), ["linearizable"]);
});

Deno.test("systems that cannot be are refused in words", () => {
  const refuse = (more: Partial<ProtocolSystem<{ got: number[] }, Number>>, words: string) =>
    assertThrows(
      () => exploreProtocol({ name: "sender", protocol: sender([0]), nodes: 2, ...more }),
      Error,
      words,
    );
  const clients = { workload: [[]], ask: () => ({ type: "number", value: 0 }) as const };
  refuse({ nodes: 0 }, "the number of nodes must be a whole number from 1 on: given 0");
  refuse({ crashes: -1 }, "the number of crashes");
  refuse({ clocks: [] }, "clocks must show something");
  refuse({ clients: { ...clients, retries: 0.5 } }, "the number of retries");
  refuse({ clients: { ...clients, link: "local" }, asking: "at once" }, "at any time");
});

Deno.test("what a handler throws is a violation that names the node and the event", () => {
  const { findings } = exploreProtocol({
    name: "broken",
    nodes: 2,
    protocol: {
      ...sender([0]),
      upon: {
        number() {
          throw new RangeError("no numbers here");
        },
      },
    },
  });
  const [finding] = findings;
  assertEquals(finding!.property, "handlers do not throw");
  assertEquals(finding!.path.length, 2);
  assertEquals(finding!.path.at(-1)!.state.states[1], undefined);
});

Deno.test("what is not plain data is a violation too", () => {
  const vague = sender([]);
  const system = {
    name: "vague",
    nodes: 1,
    protocol: { ...vague, start: () => ({ got: [() => 1] }) },
  };
  const { findings } = exploreProtocol(system as unknown as Parameters<typeof exploreProtocol>[0]);
  assert(findings[0]!.property === "handlers do not throw");
});
