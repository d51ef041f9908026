/** Replicas that a node has, and heartbeats that come for them. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Beat, BeatReply, GroupId, NodeId, Replica } from "../given.ts";

/** What a node has, and what comes from another. */
export interface Case {
  readonly self: NodeId;
  readonly from: NodeId;
  readonly replicas: readonly Replica[];
  readonly beats: readonly Beat[];
  readonly replies: readonly BeatReply[];
  /** The groups whose Raft has nothing to say. */
  readonly silent: readonly GroupId[];
}

/** Few nodes, and some with other numbers. */
const NODES = [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [12, 3, 70, 0, 5, 9, 300]];

/** What there is, and what comes: small, and once a great deal. */
export function* cases(grading: Grading): Generator<Case> {
  const aCase = (random: Random, count: number): Case => {
    const nodes = NODES[random.below(NODES.length)]!, self = nodes[random.below(nodes.length)]!;
    const others = nodes.filter((node) => node !== self);
    const from = others[random.below(others.length)]!;
    const replicas = Array.from(
      { length: count },
      (_, i) => aReplica(random, self, others, 10 * i),
    );
    const groups = replicas.map(({ group }) => group);
    const named = groups.filter(() => random.chance(0.6));
    if (random.chance(0.4)) named.push(99);
    if (random.chance(0.3)) named.reverse();
    return {
      self,
      from,
      replicas,
      beats: named.map((group) => ({
        group,
        term: 1 + random.below(5),
        previous: { index: random.below(9), term: 1 },
        commit: random.below(9),
        round: random.below(9),
      })),
      replies: named.map((group) => ({
        group,
        term: 1 + random.below(5),
        success: random.chance(0.8),
        match: random.below(9),
        round: random.below(9),
      })),
      silent: groups.filter(() => random.chance(0.2)),
    };
  };
  yield* drawnBy(grading, 200, "beats", (random) => aCase(random, 1 + random.below(5)));
  yield manyGroups();
}

/** Many groups of two, of which one node leads all. */
function manyGroups(): Case {
  const position = { index: 1, term: 1 }, facts = { term: 1, commit: 1, round: 1 };
  const nodes = { voters: [0, 1], outgoing: [], learners: [] };
  const groups = Array.from({ length: 140 }, (_, group) => group);
  return {
    self: 0,
    from: 1,
    replicas: groups.map((group) => {
      const led = { group, leads: true, leader: 0, isAsleep: false };
      return { ...led, ...facts, ...nodes, agrees: new Map([[1, position]]) };
    }),
    beats: groups.map((group) => ({ group, ...facts, previous: position })),
    replies: groups.map((group) => ({ group, term: 1, success: true, match: 1, round: 1 })),
    silent: [],
  };
}

function aReplica(
  random: Random,
  self: NodeId,
  nodes: readonly NodeId[],
  group: GroupId,
): Replica {
  const some = (chance: number) => nodes.filter(() => random.chance(chance));
  const isJoint = random.chance(0.3), voters = some(isJoint ? 0.5 : 0.6);
  const outgoing = isJoint ? some(0.5) : [];
  const learners = nodes.filter((node) =>
    !voters.includes(node) && !outgoing.includes(node) && random.chance(0.15)
  );
  // Who leads may be leaving, or have left; and nobody says where in a list it stands.
  const own = isJoint ? random.below(4) : random.below(12) === 0 ? 4 : 0;
  const put = (list: NodeId[]) => list.splice(random.below(list.length + 1), 0, self);
  if (own < 3) put(voters);
  if (isJoint && own > 0) put(outgoing);
  const leads = random.chance(0.6), all = [...voters, ...outgoing, ...learners];
  const position = () => ({ index: random.below(9), term: 1 + random.below(4) });
  return {
    group,
    leads,
    leader: leads ? self : random.chance(0.8) ? nodes[random.below(nodes.length)]! : null,
    isAsleep: random.chance(0.2),
    term: 1 + random.below(5),
    commit: random.below(9),
    round: random.below(9),
    voters,
    outgoing,
    learners,
    agrees: new Map(
      leads ? all.filter((node) => node !== self).map((node) => [node, position()]) : [],
    ),
  };
}

/** A little less of it. */
export function* smaller(given: Case): Generator<Case> {
  const { replicas, beats, replies, silent } = given;
  for (let at = 0; at < replicas.length; at++) {
    yield { ...given, replicas: replicas.toSpliced(at, 1) };
    const each = replicas[at]!;
    for (const list of ["voters", "outgoing", "learners"] as const) {
      for (const node of each[list]) {
        if (node === given.self) continue;
        const less = { ...each, [list]: each[list].filter((other) => other !== node) };
        yield { ...given, replicas: replicas.with(at, less) };
      }
    }
  }
  for (let at = 0; at < beats.length; at++) yield { ...given, beats: beats.toSpliced(at, 1) };
  for (let at = 0; at < replies.length; at++) yield { ...given, replies: replies.toSpliced(at, 1) };
  for (let at = 0; at < silent.length; at++) yield { ...given, silent: silent.toSpliced(at, 1) };
}
