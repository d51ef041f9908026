/** Raft from an empty page: what is asked of a protocol of which nothing is known but what it shows. @module */

import agreesText from "./agrees.md" with { type: "text" };
import compactsText from "./compacts.md" with { type: "text" };
import holdsText from "./holds.md" with { type: "text" };
import leadsText from "./leads.md" with { type: "text" };
import remembersText from "./remembers.md" with { type: "text" };
import { describeAction, namesOf } from "hb/check/explore/describe_action.ts";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import type { ProtocolSystem } from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { allBound } from "hb/grade/members.ts";
import { type Grading, reach, runFor, type Task, task, toTheEnd } from "hb/grade/part.ts";
import { reordering } from "hb/laboratory/raft/networks.ts";
import type { RaftSubject } from "hb/laboratory/raft/subject.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import { weather } from "hb/sim/weather.ts";
import type { Answers } from "../answers.ts";
import type { WholeAnswer, WholeRaft } from "../given.ts";
import { chances } from "./chances.ts";
import { labels } from "./labels.ts";
import { scenariosOver } from "./laboratory.ts";
import { agreement, oneLeader, promises } from "./shown.ts";
import * as situations from "./situations.ts";

const file = "whole.ts";

/** The parts, each about one more thing. */
export const leads: Task<Answers> = {
  file,
  ...task<Answers>(leadsText, (answers, grading) => {
    const raft = plain(answers.leads);
    scenariosOver(subject(raft), "3A", 5, grading);
    enduring(raft, grading);
    situations.anyNumberLeads(raft);
    situations.highTerms(raft);
    chances(raft, { nodes: [3, 4, 5], runs: 60, steps: 300, crashes: true }, grading);
    explored(raft, grading, { crashes: 1, terms: 1, states: 100_000 });
    explored(raft, grading, { crashes: 0, terms: 2, states: 150_000 });
  }),
};

export const agrees: Task<Answers> = {
  file,
  ...task<Answers>(agreesText, (answers, grading) => {
    const raft = plain(answers.agrees);
    scenariosOver(subject(raft), "3B", 3, grading);
    situations.anyNumberCommits(raft);
    situations.manyCommands(raft);
    situations.figure8(raft);
    for (const more of [0, 200]) situations.astray(raft, { more });
    situations.lostOnce(raft);
    situations.again(raft);
    situations.lateAnswer(raft);
    chances(raft, { nodes: [3, 4, 5], runs: 80, steps: 400, commands: true }, grading);
    explored(raft, grading, { crashes: 0, terms: 2, states: 100_000, command: "a" });
  }),
};

export const remembers: Task<Answers> = {
  file,
  ...task<Answers>(remembersText, (answers, grading) => {
    const raft = plain(answers.remembers);
    scenariosOver(subject(raft), "3C", 2, grading);
    situations.votesAgain(raft);
    situations.astray(raft, { more: 0, crashes: true });
    chances(raft, { nodes: [3, 5], runs: 120, steps: 400, commands: true, crashes: true }, grading);
  }),
};

export const compacts: Task<Answers> = {
  file,
  ...task<Answers>(compactsText, (answers, grading) => {
    const raft = plain(answers.compacts);
    scenariosOver(subject(raft), "3D", 3, grading);
    for (const more of [0, 200]) {
      situations.astray(raft, { more, snapshotEvery: 10, crashes: true });
    }
    situations.lostOnce(raft, 4);
    situations.lateSnapshot(raft);
    situations.passedOn(raft);
    situations.notNeeded(raft);
    const snapshots = [1, 2, 3, 4];
    const given = { nodes: [3, 5], steps: 400, commands: true, crashes: true, snapshots };
    chances(raft, { ...given, runs: 400 }, grading);
    chances(raft, { ...given, runs: 60, crashes: false }, grading);
  }),
};

export const holds: Task<Answers> = {
  file,
  ...task<Answers>(holdsText, (answers, grading) => {
    const raft = plain(answers.holds);
    situations.everybodyIsAnswered(raft);
    situations.overwritten(raft);
    situations.inASnapshot(raft);
    const given = { nodes: [3, 5], steps: 300, commands: true, crashes: true };
    chances(raft, { ...given, runs: 40, snapshots: [2, 1000] }, grading);
    for (const setting of [{}, { snapshotEvery: 4 }]) {
      for (const nodes of [3, 5]) stormy(raft, setting, nodes, grading);
    }
  }),
};

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type Any = any;
type Setting = Parameters<WholeRaft["protocol"]>[0];

/** The reader's Raft, as the laboratory sees it. */
function subject(raft: WholeRaft): RaftSubject<Any, Tagged, Tagged, unknown> {
  return {
    protocol: (setting) => raft.protocol(setting),
    propose: (command) => raft.propose(command),
    view: (state) => raft.view(state),
    replies: raft.replies(),
    invariants: [oneLeader(raft)],
  };
}

/** The protocol, where nothing is drawn: to the explorer timers go off at any time, however long they take. */
const withoutChance = (own: ReturnType<WholeRaft["protocol"]>): typeof own =>
  wrapped(own, (io) => nested(io, { choose: () => 0 }));

/** The same, its protocol as a plain record: it may be written as a class, and so may its handlers. */
function plain(raft: WholeRaft): WholeRaft {
  const protocol: WholeRaft["protocol"] = (setting) =>
    allBound(raft.protocol(setting)) as unknown as ReturnType<WholeRaft["protocol"]>;
  return { ...raft, protocol };
}

/** Explores every order of events of three servers, as far as the budget goes. */
function explored(
  raft: WholeRaft,
  grading: Grading,
  { crashes, terms, states, command }: {
    readonly crashes: number;
    readonly terms: number;
    readonly states: number;
    readonly command?: string;
  },
): void {
  const system: ProtocolSystem<unknown, Tagged, Tagged, unknown> = {
    name: "Raft",
    protocol: withoutChance(raft.protocol({})),
    nodes: 3,
    crashes,
    invariants: [oneLeader(raft), agreement(raft)],
    boundary: ({ states }) => states.every((s) => s === undefined || raft.view(s).term <= terms),
    ...(command === undefined ? {} : {
      clients: {
        workload: [[{ input: command }]],
        ask: () => raft.propose(command) as Tagged,
        to: () => 0,
        link: "local",
      },
      history: false,
    }),
  };
  const found = grading.asked(
    () => exploreProtocol(system, { maxStates: states }),
    () => "all orders of events of three servers",
  );
  const [finding] = found.findings;
  if (finding === undefined) return;
  const must = system.invariants!.find(({ name }) => name === finding.property);
  const rule = must === undefined ? finding.property : `${must.name}: ${must.words}`;
  const name = namesOf(system.nodes, 1, labels);
  const steps = finding.path.flatMap(({ action }, i) =>
    action === undefined
      ? []
      : [`${`${i}`.padStart(4)}. ${describeAction(action, { name, labels })}`]
  );
  const { scenario, ms, violation } = replay(system, finding);
  const world = new World({ ...scenario, seed: 1, states: true });
  world.run(ms);
  const { violation: broken } = world;
  if (isLacking(broken?.error)) throw broken.error;
  const words = [
    `${rule} – and in this order of events, the shortest, that does not hold:`,
    ...steps,
    ...(broken?.error === undefined ? [] : [`      ${broken.words}`]),
    `There are ${found.unique} states with no longer way to them.`,
  ].join("\n");
  const last = violation.find((event) => event.kind === "violation");
  const breach = broken?.words ?? last?.words ?? finding.property;
  const trace = [...world.trace, ...violation];
  grading.wentWrong(words, { seed: 1, at: ms, rule, breach, trace });
}

/** Nobody can win for long; then somebody must, however often all have stood by then. */
function enduring(raft: WholeRaft, grading: Grading): void {
  const apart = (left: number[], right: number[]) =>
    ({ kind: "partition", at: 0, forMs: 30_000, sides: [left, right] }) as const;
  const scenario: Scenario<unknown, Tagged, Tagged, unknown> = {
    protocol: raft.protocol({}),
    nodes: 3,
    network: { latency: uniform(1, 10) },
    faults: [apart([0], [1, 2]), apart([1], [2])],
    invariants: [oneLeader(raft)],
  };
  const isLed = ({ states }: { readonly states: readonly unknown[] }) =>
    states.some((s) => s !== undefined && raft.view(s).leads);
  grading.sweep(scenario, {
    seeds: 2,
    shrinkRuns: 20,
    drive: toTheEnd(30_500, [5000, "somebody leads, after all could not for half a minute", isLed]),
  });
}

/** Runs it in storms. */
function stormy(raft: WholeRaft, setting: Setting, nodes: number, grading: Grading): void {
  const troubleMs = 4000;
  for (let i = 0; i < 6; i++) {
    const scenario: Scenario<unknown, Tagged, Tagged, unknown> = {
      protocol: raft.protocol(setting),
      nodes,
      network: networks(raft)[i % 3]!,
      faults: weather(new Random(i, "whole"), nodes, {
        untilMs: troubleMs,
        faults: [5, 14],
        mix: { crash: 1, partition: 2 },
        spanMs: [30, 1000],
      }),
      invariants: [oneLeader(raft), agreement(raft), promises(raft)],
      clients: {
        workload: ["a", "b", "c"].map((name) =>
          Array.from({ length: 20 }, (_, n) => ({ at: 600 + 160 * n, input: `${name}${n}` }))
        ),
        ask: (input) => raft.propose(input as string) as Tagged,
        to: ({ client }, _, seen) => {
          const leading = seen!.states.findIndex((s) => s !== undefined && raft.view(s).leads);
          return leading >= 0 ? leading : client % nodes;
        },
        link: "local",
        timeoutMs: 600,
        retries: 0,
        outcome: (answer) => (answer as WholeAnswer).ok ? "ok" : "fail",
      },
    };
    grading.sweep(scenario, {
      seeds: 8,
      shrinkRuns: 250,
      drive(world) {
        runFor(world, troubleMs);
        // The trouble is over: from now on nothing comes late any more.
        world.reshape({ latency: uniform(1, 30) });
        const views = () => world.states.map((s) => s === undefined ? undefined : raft.view(s));
        const anybody = () => views().findIndex((each) => each?.leads);
        const words = "one server leads, and all have applied a command that it is asked for";
        reach(world, [5000, words, () => anybody() >= 0]);
        // A leader may be gone before it has brought the command to the others: then the next one is asked.
        for (let n = 0; n < 6; n++) {
          const command = `last${n}`, leader = anybody();
          if (leader >= 0) world.tell(leader, raft.propose(command) as Tagged);
          world.run(1500, () => views().every((each) => each?.applied.includes(command)));
          if (views().every((each) => each?.applied.includes(command))) return;
        }
        reach(world, [3000, words, () => false]);
      },
    });
  }
}

/** A poor one; one on which answers come late; and one so slow that all that arrives may be of an older term. */
function networks(raft: WholeRaft): readonly NetworkOptions[] {
  return [
    { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
    reordering(raft.replies()),
    { latency: uniform(50, 500) },
  ];
}
