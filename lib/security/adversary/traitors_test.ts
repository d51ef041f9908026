import { assert, assertEquals, assertThrows } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import {
  type Certificate,
  certificateOf,
  isCertificate,
  sign,
  type Signed,
} from "../identity/signed.ts";
import { amongLoyal, besideTraitors } from "./loyal.ts";
import { type Lie, menu } from "./menu.ts";
import { isTraitor, type Traitor, type Treason, withTraitors } from "./traitors.ts";

/** What is signed. */
interface Vote {
  readonly value: string;
}

type Message =
  /** Node 0 → all: vote for this. */
  | { readonly type: "propose"; readonly value: string }
  /** A node → node 0. */
  | { readonly type: "vote"; readonly vote: Signed<Vote> }
  /** Node 0 → all: three have voted for it. */
  | { readonly type: "chosen"; readonly certificate: Certificate<Vote> };

interface State {
  readonly votes: Signed<Vote>[];
  voted: boolean;
  chosen: string | null;
}

/** Three of four choose; each votes once. `quorum` and `once` can be broken. */
function election(quorum = 3, once = true): Protocol<State, Message> {
  return {
    start(io) {
      if (io.self === 0) {
        for (const to of io.peers) {
          io.send(to, { type: "propose", value: "a" });
        }
      }
      return { votes: [], voted: false, chosen: null };
    },
    upon: {
      propose(s, { value, from }, io) {
        if (from !== 0 || (once && s.voted)) return;
        s.voted = true;
        io.send(0, { type: "vote", vote: sign(io, { value }) });
      },
      vote(s, { vote }, io) {
        s.votes.push(vote);
        if (s.votes.length !== quorum) return;
        const certificate = certificateOf(s.votes);
        for (const to of io.peers) io.send(to, { type: "chosen", certificate });
      },
      chosen(s, { certificate }, io) {
        if (!isCertificate(certificate, quorum, io.peers)) return;
        s.chosen ??= certificate.statement.value;
      },
    },
  };
}

const agreement: Invariant<State> = {
  name: "agreement",
  words: "no two nodes choose different values",
  check({ states }) {
    const chosen = states.flatMap((state, node) =>
      state === undefined || state.chosen === null ? [] : [{ node, value: state.chosen }]
    );
    const other = chosen.find(({ value }) => value !== chosen[0]!.value);
    return other && { words: `${other.value} beside ${chosen[0]!.value}`, nodes: [other.node] };
  },
};

const types = ["propose", "vote", "chosen"] as const;
const loyal = [1, 2, 3];

/** All that a proposer can say with two values and its own vote for each. */
function lies(quorum: number): readonly Lie<Message>[] {
  const values = ["a", "b"];
  const proposals = values.flatMap((value) =>
    loyal.map((to): Lie<Message> => [to, { type: "propose", value }])
  );
  const certificates = values.flatMap((value) =>
    [[0, 1, 2], [0, 1, 3], [0, 2, 3], [0, 1], [0, 2], [0, 3]]
      .filter((signers) => signers.length === quorum)
      .flatMap((signers) =>
        loyal.map((to): Lie<Message> => [
          to,
          { type: "chosen", certificate: { signers, statement: { value } } },
        ])
      )
  );
  return [...proposals, ...certificates];
}

function explored(quorum: number, once = true) {
  return exploreProtocol({
    name: "election",
    protocol: withTraitors(election(quorum, once), { 0: menu<Message>(types, () => lies(quorum)) }),
    nodes: 4,
    invariants: amongLoyal([agreement]),
  });
}

Deno.test("no proposer, whatever it says to whom, makes two values chosen where three of four must vote", () => {
  const { verdict, complete, unique } = explored(3);
  assertEquals({ verdict, complete, unique }, { verdict: "ok", complete: true, unique: 419 });
});

Deno.test("where two are enough, or the loyal vote twice, the same lies make two values chosen", () => {
  for (const broken of [explored(2), explored(3, false)]) {
    assertEquals(broken.findings.map(({ property }) => property), ["agreement"]);
  }
});

Deno.test("a traitor that shows a vote that it was never given ends the run, and the error says whose", () => {
  const forger: Treason<Message> = {
    start(io) {
      const certificate = { signers: [0, 1, 2], statement: { value: "b" } };
      const forged = { type: "chosen", certificate } as const;
      assert(!io.canSay(forged));
      io.send(3, forged);
      return null;
    },
    upon: { propose() {}, vote() {}, chosen() {} },
  };
  const world = new World({ protocol: withTraitors(election(), { 0: forger }), nodes: 4, seed: 1 });
  assertEquals(world.run(10), false);
  assert(/each signature.*1: \{"value":"b"\}/.test(String(world.violation?.error)));
});

Deno.test("traitors sign for each other, and show what any of them was given", () => {
  const collector: Treason<Message> = {
    start: (io) => {
      io.send(1, { type: "propose", value: "b" });
      return null;
    },
    upon: {
      propose() {},
      vote(_, { vote }, io) {
        const certificate = { signers: [0, vote.signer, 3], statement: { value: "b" } };
        io.send(1, { type: "chosen", certificate });
      },
      chosen() {},
    },
  };
  const quiet: Treason<Message> = {
    start: () => null,
    upon: { propose() {}, vote() {}, chosen() {} },
  };
  const protocol = withTraitors(election(), { 0: collector, 3: quiet });
  const world = new World({ protocol, nodes: 4, seed: 1 });
  world.run(20);
  assertEquals((world.states[1] as State).chosen, "b");
  assertEquals(world.states.map(isTraitor), [true, false, false, true]);
});

Deno.test("timers of a traitor are its own: keys, replacing and cancelling work, and it starts again from nothing", () => {
  type Timed = { readonly type: "tick"; readonly key: number };
  const rings: string[] = [];
  const ringer: Treason<Message> = {
    start(io) {
      io.wait(5, { type: "tick", key: 1 });
      io.wait(6, { type: "tick", key: 2 });
      io.wait(7, { type: "tock" });
      io.wait(8, { type: "tock" });
      io.cancel("tick", 2);
      return {};
    },
    upon: { propose() {}, vote() {}, chosen() {} },
    after: {
      tick: (_, { key }: Timed, io) => void rings.push(`tick ${key} at ${io.now()}`),
      tock: (_, __, io) => void rings.push(`tock at ${io.now()}`),
    },
  };
  const world = new World({ protocol: withTraitors(election(), { 3: ringer }), nodes: 4, seed: 1 });
  world.run(20);
  assertEquals(rings, ["tick 1 at 5", "tock at 8"]);
});

Deno.test("properties look at the loyal alone, and diagrams call a traitor one", () => {
  const seen: unknown[] = [];
  const spy: Invariant<State> = {
    name: "spy",
    words: "",
    check: ({ states }) => void seen.push(states),
  };
  const traitor: Traitor = { traitor: null, heard: new Set() };
  const state: State = { votes: [], voted: false, chosen: null };
  const [only] = amongLoyal([spy], [2]);
  only!.check({ at: 0, states: [traitor, state, state], history: [] });
  assertEquals(seen, [[undefined, state, undefined]]);
  const labels = besideTraitors<State, Message, never, never>({ state: () => "loyal" });
  assertEquals([labels.state!(traitor), labels.state!(state)], ["traitor", "loyal"]);
});

Deno.test("there is nobody else than nodes to be a traitor", () => {
  assertThrows(
    () => withTraitors(election(), { [-1]: menu<Message>(types, () => []) }),
    RangeError,
  );
});
