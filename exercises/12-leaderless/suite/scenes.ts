/** Small clusters in which something happens, step by step, as the protocol has it; then somebody recovers. @module */

import type { Attributes, Ballot, Id, Instance, NodeId, Proposal, Sizes, Value } from "../given.ts";
import { compareBallots, label, NO_BALLOT } from "../given.ts";
import { opinion } from "./acceptor_model.ts";
import { chosen } from "./choice.ts";
import { writes } from "./draws.ts";
import type { Step } from "./steps.ts";
import { proposal } from "./words.ts";

interface Course {
  readonly id: Id;
  readonly initial: Proposal;
  /** What is put to the vote, by whom, and who has voted for it. */
  vote: { ballot: Ballot; by: NodeId; proposal: Proposal; voters: Set<NodeId> } | null;
  decided: Proposal | null;
  /** Who had pre-accepted, and what each replied. */
  readonly replies: Map<NodeId, Attributes>;
}

/** What has come of it. */
export interface Scene {
  readonly rows: Map<number, Instance>[][];
  readonly courses: Course[];
  /** What happened, in words; steps that were not possible are left out. */
  readonly story: string[];
}

const nothing: Instance = {
  promised: NO_BALLOT,
  accepted: NO_BALLOT,
  phase: "none",
  proposal: null,
  initial: null,
};

/** Goes through the steps; what is not possible does not happen. */
export function sceneOf(sizes: Sizes, steps: readonly Step[]): Scene {
  const { replicas } = sizes, all = Array.from({ length: replicas }, (_, i) => i);
  const rows = all.map(() => all.map(() => new Map<number, Instance>()));
  const courses: Course[] = [], story: string[] = [];
  const scene: Scene = { rows, courses, story };
  for (const step of steps) {
    const course = step.type === "ask" ? undefined : courses[step.of];
    if (step.type !== "ask" && course === undefined) continue;
    const words = step.type === "ask" ? ask(scene, step) : happens(scene, sizes, course!, step);
    if (words !== undefined) story.push(words);
  }
  return scene;
}

/** What a replica knows of an instance. */
export function at({ rows }: Scene, node: NodeId, { replica, slot }: Id): Instance {
  return rows[node]![replica]!.get(slot) ?? nothing;
}

function put({ rows }: Scene, node: NodeId, { replica, slot }: Id, instance: Instance): void {
  rows[node]![replica]!.set(slot, instance);
}

function ask(scene: Scene, { node, what, isBatch }: Extract<Step, { type: "ask" }>): string {
  const { courses } = scene, own = courses.filter(({ id }) => id.replica === node).length;
  const id = { replica: node, slot: own + 1 };
  const name = String.fromCharCode(97 + courses.length);
  const value: Value = isBatch === true
    ? what.map((each, i) => writes(`${name}${1 + i}`, each))
    : [writes(name, ...what)];
  const initial = { value, ...opinion(scene.rows[node]!, id, value) };
  put(scene, node, id, { ...nothing, phase: "pre-accepted", proposal: initial, initial });
  courses.push({ id, initial, vote: null, decided: null, replies: new Map() });
  return `replica ${node} asks for ${proposal(initial)} in ${label(id)}, which ${
    value.length > 1 ? "write" : "writes"
  } ${what.join(" and ")}`;
}

function happens(
  scene: Scene,
  sizes: Sizes,
  course: Course,
  step: Exclude<Step, { type: "ask" }>,
): string | undefined {
  const { id, initial, replies } = course, name = label(id);
  const coordinator = at(scene, id.replica, id);
  const { replicas, failures, fastFailures } = sizes;
  const isFirst = coordinator.phase === "pre-accepted" &&
    compareBallots(coordinator.promised, NO_BALLOT) === 0 && course.decided === null;
  switch (step.type) {
    case "hear": {
      const known = at(scene, step.node, id);
      if (known.phase !== "none" || compareBallots(known.promised, NO_BALLOT) > 0) return undefined;
      const own = opinion(scene.rows[step.node]!, id, initial.value);
      const merged = { ...initial, ...union(initial, own) };
      put(scene, step.node, id, {
        ...known,
        phase: "pre-accepted",
        proposal: merged,
        initial,
      });
      replies.set(step.node, merged);
      return `replica ${step.node} hears of ${name}, and pre-accepts ${proposal(merged)}`;
    }
    case "slow": {
      if (!isFirst || 1 + replies.size < replicas - failures) return undefined;
      const merged = { ...initial, ...[...replies.values()].reduce(union, initial) };
      return propose(scene, course, id.replica, NO_BALLOT, merged);
    }
    case "vote": {
      const { vote } = course, known = at(scene, step.node, id);
      if (vote === null || known.phase === "committed" || vote.voters.has(step.node)) {
        return undefined;
      }
      if (compareBallots(vote.ballot, known.promised) < 0) return undefined;
      votes(scene, course, step.node);
      return `replica ${step.node} votes for it in ${name}`;
    }
    case "decide": {
      const same = [...replies.values()].filter((reply) => isSame(reply, initial)).length;
      const { vote } = course;
      const isFast = isFirst && 1 + same >= replicas - fastFailures;
      const by = isFast ? id.replica : vote?.by;
      if (by === undefined || at(scene, by, id).phase === "committed") return undefined;
      if (!isFast && vote!.voters.size < replicas - failures) return undefined;
      course.decided = isFast ? initial : vote!.proposal;
      return learns(scene, course, by);
    }
    case "learn":
      if (course.decided === null || at(scene, step.node, id).phase === "committed") {
        return undefined;
      }
      return learns(scene, course, step.node);
    case "recover":
      return recover(scene, sizes, course, step);
  }
}

function propose(
  scene: Scene,
  course: Course,
  by: NodeId,
  ballot: Ballot,
  given: Proposal,
): string {
  course.vote = { ballot, by, proposal: given, voters: new Set() };
  votes(scene, course, by);
  return `replica ${by} puts ${proposal(given)} to the vote in ${label(course.id)}, and votes`;
}

function votes(scene: Scene, { id, vote }: Course, node: NodeId): void {
  const { ballot, proposal: given, voters } = vote!, known = at(scene, node, id);
  const voted = { promised: ballot, accepted: ballot, phase: "accepted", proposal: given } as const;
  put(scene, node, id, { ...known, ...voted });
  voters.add(node);
}

function learns(scene: Scene, { id, decided }: Course, node: NodeId): string {
  put(scene, node, id, { ...at(scene, node, id), phase: "committed", proposal: decided! });
  return `replica ${node} learns that ${proposal(decided!)} is decided in ${label(id)}`;
}

function recover(
  scene: Scene,
  sizes: Sizes,
  course: Course,
  { node, quorum }: Extract<Step, { type: "recover" }>,
): string | undefined {
  const { id } = course, known = quorum.map((each) => at(scene, each, id));
  if (at(scene, node, id).phase === "committed") return undefined;
  const round = 1 + Math.max(...known.map(({ promised }) => promised.round));
  const ballot = { round, node };
  const reports = new Map(quorum.map((each, i) => [each, known[i]!]));
  for (const each of quorum) {
    if (at(scene, each, id).phase === "committed") continue;
    put(scene, each, id, { ...at(scene, each, id), promised: ballot });
  }
  const choice = chosen({ id, sizes, reports });
  const words = `replica ${node} recovers ${label(id)} in ballot ${round}.${node}, which ${
    quorum.join(" and ")
  } promise`;
  if (choice.type === "commit") {
    course.decided = choice.proposal;
    return `${words}; ${learns(scene, course, node)}`;
  }
  // What is to be tested goes no further here, as nobody has said yet what contradicts it.
  if (choice.type === "validate") return words;
  return `${words}; ${propose(scene, course, node, ballot, choice.proposal)}`;
}

function isSame(a: Attributes, b: Attributes): boolean {
  return a.sequence === b.sequence && `${a.dependencies}` === `${b.dependencies}`;
}

function union(a: Attributes, b: Attributes): Attributes {
  return {
    dependencies: a.dependencies.map((slot, row) => Math.max(slot, b.dependencies[row]!)),
    sequence: Math.max(a.sequence, b.sequence),
  };
}
