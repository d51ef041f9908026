import { assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import { step } from "../../model/step.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import {
  type Block,
  type BlockId,
  GENESIS,
  genesisCertificate,
  idOf,
  type QuorumCertificate,
  shortDigest,
} from "./block.ts";
import { hotStuff } from "./hotstuff.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { type Options, withDefaults } from "./settings.ts";
import type { Replica, State } from "./state.ts";

const options: Options = { machine: listMachine as Options["machine"], replicas: 4, tenure: 8 };
const protocol = hotStuff(options);
const first = genesisCertificate("hotstuff", "generic");

/** A block of a view on a certificate. */
function blockOn(justify: QuorumCertificate, view: number, height: number): Block {
  return { view, height, parent: justify.statement.block, justify, batch: [] };
}

/** Three replicas have voted for a block. */
function certified(
  block: Block,
  change: Partial<QuorumCertificate["statement"]> = {},
  signers: readonly number[] = [0, 1, 2],
): QuorumCertificate {
  const { view, justify } = block, justified = justify.statement.view;
  const id: BlockId = idOf(block, shortDigest);
  return {
    signers,
    statement: { cluster: "hotstuff", view, phase: "generic", block: id, justified, ...change },
  };
}

/** What a new replica 3 does upon these messages of replica 0, which leads the first seven views. */
function upon(...messages: readonly Message[]) {
  let state: State = protocol.start(new StepIo<Message, Timer, Saved>({ self: 3, nodes: 4 }), []);
  const votes: number[] = [];
  for (const message of messages) {
    const event = { kind: "message", from: 0, message } as const;
    const done = step(protocol, state, event, { self: 3, nodes: 4 });
    state = done.state;
    for (const effect of done.effects) {
      if (effect.kind === "send" && effect.message.type === "vote") {
        votes.push(effect.message.vote.statement.view);
      }
    }
  }
  return { votes, state: state as Replica };
}

const proposal = (block: Block): Message => ({
  type: "proposal",
  block,
  entrance: null,
  stable: null,
});

const b1 = blockOn(first, 1, 1);
const b2 = blockOn(certified(b1), 2, 2);
const b3 = blockOn(certified(b2), 3, 3);
const b4 = blockOn(certified(b3), 4, 4);

Deno.test("three certificates in a row decide the first block, two lock it", () => {
  const { votes, state } = upon(...[b1, b2, b3, b4].map(proposal));
  assertEquals(votes, [1, 2, 3, 4]);
  assertEquals(state.committed, [GENESIS, idOf(b1, shortDigest)]);
  assertEquals([state.high.statement.view, state.lock.statement.view, state.view], [3, 2, 4]);
});

Deno.test("a replica votes once in a view, and not against what it has locked", () => {
  const other = blockOn(certified(b1), 2, 2), again = { ...other, batch: [] };
  assertEquals(upon(...[b1, b2, again].map(proposal)).votes, [1, 2]);
  // It has locked b1, and this goes past it, on what is no higher.
  const past = blockOn(first, 4, 1);
  const certificate: Message = { type: "certified", certificate: certified(b3) };
  assertEquals(upon(proposal(b1), proposal(b2), proposal(b3), certificate, proposal(past)).votes, [
    1,
    2,
    3,
  ]);
});

Deno.test("a block is voted for only with a genuine certificate for its parent, of this service, from an earlier view", () => {
  const wrong: readonly QuorumCertificate[] = [
    certified(b1, {}, [0, 1]),
    certified(b1, {}, [0, 1, 1]),
    certified(b1, {}, [0, 1, 7]),
    certified(b1, { cluster: "bank" }),
    certified(b1, { phase: "prepare" }),
    certified(b1, { view: 2 }),
  ];
  for (const justify of wrong) {
    assertEquals(upon(proposal(b1), proposal(blockOn(justify, 2, 2))).votes, [1]);
  }
  const grafted = { ...b2, parent: GENESIS, height: 1 };
  assertEquals(upon(proposal(b1), proposal(grafted)).votes, [1]);
  assertEquals(upon(proposal(b1), proposal({ ...b2, height: 3 })).votes, [1]);
});

Deno.test("views that are not consecutive decide nothing", () => {
  const b5 = blockOn(certified(b2), 4, 3);
  const entered: Message = { type: "certified", certificate: certified(b3) };
  const { state } = upon(proposal(b1), proposal(b2), entered, proposal(b5), {
    type: "certified",
    certificate: certified(b5),
  });
  assertEquals(state.committed, [GENESIS]);
});

Deno.test("blocks that are missing are asked for, and taken only if they are those", () => {
  const certificate = certified(b4);
  const lacking = upon({ type: "certified", certificate });
  assertEquals([...lacking.state.missing.keys()], [idOf(b4, shortDigest)]);
  const other = blockOn(first, 9, 1);
  const { state } = upon({ type: "certified", certificate }, {
    type: "blocks",
    blocks: [other, b4, b3, b2, b1],
  });
  assertEquals(state.blocks.has(idOf(other, shortDigest)), false);
  assertEquals(state.committed, [GENESIS, ...[b1, b2].map((block) => idOf(block, shortDigest))]);
  assertEquals(state.missing.size, 0);
});

Deno.test("a journal and its compaction bring back the same replica, with its vote, its lock and its blocks", () => {
  const records: Saved[] = [];
  let state: State = protocol.start(new StepIo<Message, Timer, Saved>({ self: 3, nodes: 4 }), []);
  for (const block of [b1, b2, b3, b4]) {
    const event = { kind: "message", from: 0, message: proposal(block) } as const;
    const done = step(protocol, state, event, { self: 3, nodes: 4 });
    state = done.state;
    for (const effect of done.effects) if (effect.kind === "save") records.push(effect.record);
  }
  const back = (journal: readonly Saved[]) =>
    protocol.start(new StepIo<Message, Timer, Saved>({ self: 3, nodes: 4 }), journal) as Replica;
  const short = protocol.compact!(records), again = back(records), before = state as Replica;
  assertEquals(back(short), again);
  assertEquals(protocol.compact!(short), short);
  assertEquals([again.voted, again.lock, again.committed], [
    before.voted,
    before.lock,
    before.committed,
  ]);
  assertEquals([...again.blocks.keys()].sort(), [...before.blocks.keys()].sort());
  assertEquals(withDefaults(options).quorum, 3);
});
