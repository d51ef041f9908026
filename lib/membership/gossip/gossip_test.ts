import { assert, assertEquals } from "@std/assert";
import { type Outcome, step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { gossip } from "./gossip.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { directMail, flooding, treeOf } from "./naive.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What a step sends, in a word each. */
function sent({ effects }: Outcome<State, Message, Timer, Saved>): string[] {
  return effects.flatMap((effect) =>
    effect.kind === "send" ? [`${effect.message.type} → ${effect.to}`] : []
  );
}

/** One node of two, by hand. */
function node(settings: Partial<Settings>) {
  const protocol = gossip({ phaseMs: 1, backupMs: Infinity, ...settings });
  const at = { self: 0, nodes: 2 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const run = (event: StepEvent<Message, Timer, Saved>) => {
    const stepped = step(protocol, state, event, at);
    state = stepped.state;
    return sent(stepped);
  };
  return {
    hear: (message: Message) => run({ kind: "message", from: 1, message }),
    round: () => run({ kind: "timer", timer: { type: "round" } }),
    get state() {
      return state;
    },
  };
}

const rumour = { id: "1.1", body: "news", ageMs: 0 };
const push: Message = { type: "push", rumours: [rumour] };
const opinion = (needed: boolean): Message => ({
  type: "feedback",
  opinions: [{ id: "1.1", needed }],
});

Deno.test("gossip: a node is susceptible, infective, and removed after k rounds of no use", () => {
  const it = node({ k: 2 });
  assertEquals([it.state.known.size, it.state.hot.size], [0, 0]);
  assertEquals(it.hear(push), ["feedback → 1"]);
  assertEquals([it.state.known.size, it.state.hot.size], [1, 1]);
  assertEquals(it.round(), ["push → 1"]);
  it.hear(opinion(false));
  assertEquals(it.round(), ["push → 1"]);
  it.hear(opinion(false));
  assertEquals(it.round(), []);
  assertEquals([it.state.known.size, it.state.hot.size], [1, 0]);
});

Deno.test("gossip: a contact that needed a rumour begins the count anew", () => {
  const it = node({ k: 2 });
  it.hear(push);
  for (const needed of [false, true, false]) {
    it.round();
    it.hear(opinion(needed));
  }
  assertEquals(it.round(), ["push → 1"]);
});

Deno.test("gossip: whoever brings news within togetherMs of the first has brought news", () => {
  const needed = (togetherMs: number) => {
    const protocol = gossip({ togetherMs, phaseMs: 1 });
    let { state } = step(protocol, undefined, { kind: "start", journal: [] }, {
      self: 0,
      nodes: 3,
    });
    return [0, 5, 20].map((now) => {
      const event = { kind: "message", from: 1, message: push } as const;
      const stepped = step(protocol, state, event, { self: 0, nodes: 3, now });
      state = stepped.state;
      const [answer] = stepped.effects.flatMap((each) =>
        each.kind === "send" ? [each.message] : []
      );
      return answer?.type === "feedback" && answer.opinions[0]!.needed;
    });
  };
  assertEquals(needed(0), [true, false, false]);
  assertEquals(needed(10), [true, true, false]);
});

Deno.test("gossip: blind, k contacts are told it, whatever they say", () => {
  const it = node({ feedback: false, k: 2 });
  assertEquals(it.hear(push), []);
  assertEquals([it.round(), it.round(), it.round()], [["push → 1"], ["push → 1"], []]);
});

Deno.test("gossip: who is asked and knows nothing hot says nothing; push-pull does both", () => {
  const pulls = node({ direction: "pull" });
  assertEquals(pulls.hear({ type: "pull" }), []);
  assertEquals(pulls.round(), ["pull → 1"]);
  pulls.hear(push);
  assertEquals(pulls.hear({ type: "pull" }), ["pulled → 1"]);
  const both = node({ direction: "push-pull" });
  both.hear(push);
  assertEquals(both.round(), ["push → 1", "pull → 1"]);
});

Deno.test("gossip: who has taken its calls refuses more until a round is over, and who is refused hunts as often as it may", () => {
  const protocol = gossip({ phaseMs: 1, connectionLimit: 1, hunts: 1 });
  const at = { self: 0, nodes: 2 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const run = (event: StepEvent<Message, Timer, Saved>, now: number) => {
    const stepped = step(protocol, state, event, { ...at, now });
    state = stepped.state;
    return sent(stepped);
  };
  const call = { kind: "message", from: 1, message: push } as const;
  assertEquals([0, 99, 100].map((now) => run(call, now)), [
    ["feedback → 1"],
    ["refused → 1"],
    ["feedback → 1"],
  ]);
  const refused: Message = { type: "refused", call: "push" };
  assertEquals(run({ kind: "timer", timer: { type: "round" } }, 200), ["push → 1"]);
  const answer = { kind: "message", from: 1, message: refused } as const;
  assertEquals([run(answer, 201), run(answer, 202)], [["push → 1"], []]);
});

Deno.test("gossip: a node that comes back knows what it heard, spreads none of it, and uses no id again", () => {
  const protocol = gossip({ phaseMs: 1 });
  const journal: Saved[] = [
    { id: "0.1", body: "mine", since: 0 },
    { id: "1.1", body: "yours", since: 0 },
  ];
  const at = { self: 0, nodes: 2 };
  const { state } = step(protocol, undefined, { kind: "start", journal }, at);
  assertEquals([[...state.known.keys()], state.hot.size], [["0.1", "1.1"], 0]);
  const tell = { kind: "message", from: 9, message: { type: "tell", body: "more" } } as const;
  const told = step(protocol, state, tell, at);
  assertEquals(told.effects.find(({ kind }) => kind === "answer"), {
    kind: "answer",
    client: 9,
    result: "0.2",
  });
});

Deno.test("gossip: among ten thousand nodes a rumour spreads, comes to rest, and nothing is left to do", () => {
  const world = new World({
    protocol: gossip({ k: 2, backupMs: Infinity }),
    nodes: 10_000,
    seed: 1,
    network: { latency: uniform(1, 20) },
    trace: "none",
    strict: false,
  });
  world.tell(0, { type: "tell", body: "news" });
  world.run(6000);
  const heard = world.states.filter((s) => s!.known.size === 1).length;
  assert(heard > 9000, `${heard}`);
  assert(world.states.every((s) => s!.hot.size === 0));
  assert(world.pending === 0, `${world.pending}`);
});

/** Who has heard what node 0 was told, in a world that loses messages or has a node down. */
function heard(
  protocol: ReturnType<typeof gossip>,
  { loss = 0, down = [] as number[] } = {},
): number {
  const faults = down.map((node) => ({ kind: "crash", at: 0, node }) as const);
  const world = new World({ protocol, nodes: 40, seed: 1, network: { loss }, faults });
  world.run(1);
  world.tell(0, { type: "tell", body: "news" });
  world.run(10_000);
  return world.states.filter((s) => s !== undefined && s.known.size > 0).length;
}

Deno.test("naive: mail has holes where messages are lost, and a tree loses all below a node that is down", () => {
  const tree = flooding(treeOf(40, 3));
  assertEquals([heard(directMail), heard(tree), heard(gossip())], [40, 40, 40]);
  const lossy = heard(directMail, { loss: 0.2 });
  assert(lossy < 38 && lossy > 25, `${lossy}`);
  assertEquals(heard(gossip(), { loss: 0.2 }), 40);
  // Node 1 is a child of the root; 4, 5 and 6 are its children, and 13 to 21 theirs.
  assertEquals(heard(tree, { down: [1] }), 40 - 1 - 3 - 9);
  assertEquals(heard(gossip(), { down: [1] }), 39);
});

Deno.test("naive: the neighbours in a tree are a parent and children, and it is one tree", () => {
  const tree = treeOf(7, 2);
  assertEquals(tree[0], [1, 2]);
  assertEquals(tree[1], [0, 3, 4]);
  assertEquals(tree[6], [2]);
  assertEquals(tree.flat().length, 2 * 6);
});
