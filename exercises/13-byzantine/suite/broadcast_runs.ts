/** Runs of the reader's broadcast beside liars, in which all must come to an end. @module */

import { drawnBy, type Grading, reach, runFor } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { type Found, tellSmallest } from "hb/grade/tell_smallest.ts";
import { told } from "hb/grade/told.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import { encode } from "hb/model/encode.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Trace } from "hb/model/trace.ts";
import { drawnScript } from "hb/security/adversary/draw.ts";
import { type Lie, menu } from "hb/security/adversary/menu.ts";
import { puppet } from "hb/security/adversary/puppet.ts";
import { type Traitor, type Traitors, withTraitors } from "hb/security/adversary/traitors.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { World } from "hb/sim/world.ts";
import type { BroadcastMessage } from "../given.ts";
import { lie, type State, type Subject, TYPES, unfinished } from "./broadcast_subject.ts";
import { inNodes } from "./words.ts";

type Message = BroadcastMessage;

/** A run of a few nodes, the last of which are liars with a list of lies. */
interface Case {
  readonly nodes: number;
  readonly says: readonly { readonly node: NodeId; readonly payload: string }[];
  readonly liars: number;
  readonly lies: readonly (readonly [from: NodeId, ...lie: Lie<Message>])[];
  readonly seed: number;
}

const TOTALITY =
  "what one loyal node delivers all loyal nodes deliver, and what a loyal node says is delivered (Bracha 1987, section 2)";

/** A liar of each kind: all that the last of four may say from a short list, and clusters of other sizes. */
export function choices(subject: Subject, grading: Grading): void {
  tellSmallest(
    cases(grading),
    (given, isAgain) => isAgain ? undefined : judge(subject, given),
    function* (given) {
      for (const lies of withoutParts(given.lies)) yield { ...given, lies };
      for (const says of withoutParts(given.says)) yield { ...given, says };
      if (given.seed > 1) yield { ...given, seed: 1 };
    },
    grading,
  );
}

function* cases(grading: Grading): Generator<Case> {
  for (const says of [[], ["a"], ["a", "b", "a"]]) {
    for (const nodes of [1, 2, 3, 4, 7]) {
      const asks = says.map((payload, i) => ({ node: i % nodes, payload }));
      yield { nodes, says: asks, liars: 0, lies: [], seed: 1 };
    }
  }
  // Many at once, the same ones, nothing at all, and names that look alike: 1.11 and 11.1.
  const many = (node: NodeId, count: number) =>
    Array.from({ length: count }, (_, i) => ({ node, payload: ["", "a", "b"][i % 3]! }));
  yield {
    nodes: 4,
    says: [0, 1, 2, 3].flatMap((node) => many(node, 6)),
    liars: 0,
    lies: [],
    seed: 1,
  };
  yield { nodes: 12, says: [...many(1, 11), ...many(11, 1)], liars: 0, lies: [], seed: 1 };
  const options: readonly (readonly (Lie<Message> | undefined)[])[] = [
    [undefined, lie("initial", 3, "a", 0)],
    [lie("initial", 3, "a", 1)],
    [undefined, lie("initial", 3, "a", 2), lie("initial", 3, "b", 2)],
    [undefined, lie("echo", 3, "a", 0)],
    [undefined, lie("echo", 3, "a", 1)],
    [undefined, lie("ready", 3, "a", 0)],
    [undefined, lie("ready", 3, "a", 1)],
  ];
  const count = options.reduce((all, { length }) => all * length, 1);
  for (let at = 0; at < count; at++) {
    let rest = at;
    const lies = options.flatMap((list) => {
      const chosen = list[rest % list.length];
      rest = Math.floor(rest / list.length);
      return chosen === undefined ? [] : [[3, ...chosen] as const];
    });
    yield { nodes: 4, says: [], liars: 1, lies, seed: 1 + at % 3 };
  }
  yield* drawnBy(grading, 150, "liars", aCase);
}

/** Liars who tell a little of everything. */
function aCase(random: Random): Case {
  const nodes = [4, 5, 6, 7, 10][random.below(5)]!, liars = Math.floor((nodes - 1) / 3);
  const loyal = nodes - liars, lies: Case["lies"][number][] = [];
  for (let from = loyal; from < nodes; from++) {
    for (const sender of [loyal, random.below(nodes)]) {
      const payload = random.chance(0.5) ? "a" : "b", split = random.below(loyal);
      for (let to = 0; to < loyal; to++) {
        for (const type of ["initial", "echo", "ready"] as const) {
          if (random.chance(0.3)) continue;
          const what = random.chance(0.7) ? to < split ? "a" : "b" : payload;
          lies.push([from, ...lie(type, sender, what, to)]);
        }
      }
    }
  }
  const says = Array.from({ length: random.below(4) }, (_, i) => ({
    node: random.below(loyal),
    payload: "xyz"[i]!,
  }));
  return { nodes, says, liars, lies, seed: 1 + random.below(1000) };
}

function judge(subject: Subject, given: Case): Found | undefined {
  const { nodes, says, liars, lies, seed } = given;
  const traitors: Traitors<Message> = Object.fromEntries(
    Array.from({ length: liars }, (_, i) => nodes - liars + i).map((
      node,
    ) => [
      node,
      menu(
        TYPES,
        () =>
          lies.filter(([from]) => from === node).map(([, to, message]) => [to, message] as const),
      ),
    ]),
  );
  const all = [...subject.invariants, answeredInTime(subject, says)];
  const world = new World<State | Traitor, Message>({
    protocol: withTraitors(subject.protocol, traitors),
    nodes,
    seed,
    network: { latency: uniform(1, 40), duplication: 0.1 },
    clients: {
      workload: says.map(({ payload }) => [{ input: payload }]),
      ask: (payload) => ({ type: "broadcast", payload: payload as string }) as const,
      to: ({ client }) => says[client]!.node,
      link: "local",
    },
    invariants: all,
  });
  runFor(world, 2000);
  const { violation } = world;
  if (violation?.error !== undefined) throw violation.error;
  const shown = subject.loyal(world.states);
  const breach = violation?.words ?? unfinished(shown) ?? unanswered(world.history) ??
    tooMuch(world.trace, nodes - liars, nodes);
  if (breach === undefined) return undefined;
  const broken = all.find(({ name }) => name === violation?.invariant);
  const rule = broken?.words ?? violation?.invariant ?? TOTALITY;
  const must = "nothing like that";
  const words = said({ asked: tell(given), came: breach, must, why: rule });
  return { words, trace: [...world.trace], at: world.now, breach, must, rule };
}

/** Whoever is answered has been delivered. */
function answeredInTime(subject: Subject, says: Case["says"]): Invariant<State | Traitor> {
  return {
    name: "answers",
    words:
      "a client is answered, with the number of its broadcast, when its node has delivered that",
    check({ states, history }) {
      for (const { process, outcome, output, input } of history) {
        if (outcome !== "ok") continue;
        const { node } = says[process]!, shown = subject.loyal(states)[node];
        const isThere = shown?.log.some(({ sender, sequence, payload }) =>
          sender === node && sequence === output && payload === input
        );
        if (isThere !== false) continue;
        const words = `whoever asks node ${node} to broadcast "${input}" is answered ${
          told(output)
        }`;
        return { words, nodes: [node] };
      }
      return undefined;
    },
  };
}

/** Votes of what is delivered are not remembered. */
export function forgetsVotes(subject: Subject, grading: Grading): void {
  const nodes = 13,
    sizes = [4, 24].map((count) => {
      const world = new World<State, Message>({
        protocol: subject.protocol,
        nodes,
        seed: 1,
        clients: {
          workload: [Array.from({ length: count }, () => ({ input: "a" }))],
          ask: (payload) => ({ type: "broadcast", payload: payload as string }) as const,
          link: "local",
        },
        trace: "none",
      });
      runFor(world, 2000, 200_000);
      if (world.violation?.error !== undefined) throw world.violation.error;
      return encode(world.states[1]).length;
    });
  const each = Math.round((sizes[1]! - sizes[0]!) / 20);
  grading.expect(
    each <= MOST_KEPT,
    `what is delivered takes ${MOST_KEPT} characters of a node's state at most, besides its votes, which are not kept: ` +
      `among ${nodes} nodes each broadcast takes ${each} more`,
  );
}

/** What is kept of a broadcast that is delivered, in characters. */
const MOST_KEPT = 240;

function unanswered(history: World<State, Message>["history"]): string | undefined {
  const open = history.find(({ outcome }) => outcome !== "ok");
  return open && `whoever broadcasts "${open.input}" is not answered`;
}

/** Each of three things once about each name, to all. */
function tooMuch(trace: Trace, loyal: number, nodes: number): string | undefined {
  const counts = new Map<string, number>();
  for (const each of trace) {
    if (each.kind !== "send" || each.from >= loyal || each.copyOf !== undefined) continue;
    const { type, sender, sequence } = each.body as Extract<Message, { type: "echo" }>;
    const name = `node ${each.from} says ${type} of ${sender}.${sequence} to node ${each.to}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count > 1 && each.to < nodes) return `${name} more than once`;
  }
  return undefined;
}

function tell({ nodes, says, liars, lies }: Case): string {
  const who = Array.from({ length: liars }, (_, i) => nodes - liars + i);
  const lines = [
    `${nodes} node${nodes === 1 ? "" : "s"}${
      liars === 0 ? "" : `, of which ${inNodes(who)} ${liars === 1 ? "lies" : "lie"}`
    }`,
    ...says.map(({ node, payload }) => `  node ${node} is asked to broadcast "${payload}"`),
    ...lies.map(([from, to, message]) => {
      const { type, sender, payload } = message as Extract<Message, { type: "echo" }>;
      return `  node ${from} says ${type} ${sender}.1:${payload} to node ${to}`;
    }),
  ];
  return lines.join("\n");
}

/** Liars whom nobody has thought of. */
export function storms(subject: Subject, grading: Grading): void {
  for (const [nodes, seeds] of [[4, 4], [7, 2], [10, 1]] as const) {
    for (let i = 0; i < 3; i++) {
      const random = new Random(nodes + i, "storms of liars");
      const liars: Record<NodeId, ReturnType<typeof puppet<State, Message, never, never>>> = {};
      for (let left = Math.floor((nodes - 1) / 3); left > 0; left--) {
        const self = random.below(nodes);
        const listeners = Array.from({ length: nodes }, (_, node) => node).filter((node) =>
          node !== self
        );
        const script = drawnScript((n) => random.below(n), {
          listeners,
          types: ["initial", "echo", "ready"],
        });
        liars[self] = puppet(subject.protocol, script);
      }
      grading.sweep({
        protocol: withTraitors(subject.protocol, liars),
        nodes,
        network: { latency: uniform(1, 40), duplication: 0.1 },
        clients: {
          workload: Array.from(
            { length: nodes },
            (_, node) => ["a", "b", "c"].map((letter) => ({ input: `${letter}${node}` })),
          ),
          ask: (payload) => ({ type: "broadcast", payload: payload as string }) as const,
          link: "local",
        },
        invariants: subject.invariants,
      }, {
        seeds,
        shrinkRuns: 60,
        drive(world) {
          runFor(world, 1500, 200_000);
          reach(world, [
            1500,
            TOTALITY,
            ({ states }) => unfinished(subject.loyal(states)) === undefined,
            ({ states }) => unfinished(subject.loyal(states)) ?? "",
          ], 200_000);
        },
      });
    }
  }
}
