/** What a node decides about a child of a range, and about snapshots. @module */

import { drawnBy, type Grading, shown } from "hb/grade/part.ts";
import { unlike } from "hb/grade/said.ts";
import { clone } from "hb/model/clone.ts";
import type { GroupId, NodeId, NodeView, Range, ReplicaView, Split, Vote } from "../given.ts";
import { inWords } from "./in_order.ts";
import { historyOf } from "./keyspace.ts";
import { rangeInWords } from "./range_words.ts";
import { overlap } from "./right_routes.ts";

/** Requires that nodes decide rightly. */
export function nodesDecide(split: Split, grading: Grading): void {
  grading.forAll(begun(grading), (each) => judgeBegins(split, each, grading));
  grading.forAll(installed(grading), (each) => judgeInstalls(split, each, grading), fewer);
}

interface Begun {
  readonly node: NodeView;
  readonly child: GroupId;
  readonly voters: readonly NodeId[];
}

const VOTERS = [[0, 1, 2], [0, 1, 2], [0], [9, 1, 5], [12, 7, 3, 0, 30]];

function* begun(grading: Grading): Generator<Begun> {
  yield* drawnBy(grading, 300, "children", (random) => {
    const voters = VOTERS[random.below(VOTERS.length)]!;
    const aVoter = () => voters[random.below(voters.length)]!;
    const self = random.chance(0.75) ? aVoter() : random.below(14);
    const child = [8, 8, 0, 27][random.below(4)]!;
    const term = random.below(4), votedFor = random.chance(0.5) ? aVoter() : null;
    const replicas = new Map<GroupId, ReplicaView>([
      [3, { hasBegun: true, term: 5, votedFor: 1 }],
      [4, { hasBegun: false, term: 6, votedFor: 2 }],
    ]);
    if (random.chance(0.6)) {
      const hasBegun = random.chance(0.4);
      replicas.set(child, { hasBegun, term, votedFor: term > 0 ? votedFor : null });
    }
    const gone = new Set(random.chance(0.2) ? [child, 6] : [6]);
    return { node: { self, replicas, gone }, child, voters };
  });
}

function judgeBegins(split: Split, { node, child, voters }: Begun, grading: Grading): void {
  const there = node.replicas.get(child);
  const isNone = there?.hasBegun === true || node.gone.has(child) || !voters.includes(node.self);
  const own: Vote = there === undefined || there.term < 1 ? { term: 1, votedFor: null } : there;
  const must = isNone ? undefined : { term: own.term, votedFor: own.votedFor };
  const asked = `node ${node.self} has applied that group 3 is split, and group ${child} with ` +
    `voters ${voters.join(", ")} is born; its replicas: ${inWords(node.replicas)}; gone are ` +
    [...node.gone].join(", ");
  const came = grading.asked(
    () => split.begins(clone(node), child, shown(voters)),
    () => `asked: ${asked}\n  came`,
  );
  const told = (vote: Vote | undefined) =>
    vote === undefined
      ? "it begins none"
      : `it begins with ${inWords({ term: vote.term, votedFor: vote.votedFor })}`;
  if (told(came) !== told(must)) unlike({ asked, came: told(came), must: told(must), why: BEGINS });
}

interface Installed {
  readonly range: Range;
  readonly here: readonly Range[];
}

/** Any ranges of a history: what a node has may be behind by as much as it likes. */
function* installed(grading: Grading): Generator<Installed> {
  yield* drawnBy(grading, 300, "snapshots", (random, at) => {
    const history = historyOf(random, 3 + at % 12, undefined, at % 2), here: Range[] = [];
    const asRange = ({ group, start, end, version }: Range): Range => ({
      group,
      start,
      end,
      version,
    });
    for (let i = random.below(4); i > 0; i--) {
      const each = history[random.below(history.length)]!;
      if (!here.some((other) => overlap(other, each))) here.push(asRange(each));
    }
    return { range: asRange(history[random.below(history.length)]!), here };
  });
}

function* fewer({ range, here }: Installed): Generator<Installed> {
  for (let at = 0; at < here.length; at++) yield { range, here: here.toSpliced(at, 1) };
}

function judgeInstalls(split: Split, { range, here }: Installed, grading: Grading): void {
  const all = here.map(rangeInWords).join("; ") || "nothing";
  const asked = `a node has ${all}; a snapshot comes of ${rangeInWords(range)}`;
  const came = grading.asked(
    () => split.installs(shown(range), shown(here)),
    () => `asked: ${asked}\n  came`,
  );
  const must = !here.some((each) =>
    each.group !== range.group && each.version < range.version && overlap(each, range)
  );
  if (came === must) return;
  const words = (is: boolean) => is ? "it may be installed" : "it may not be installed";
  unlike({ asked, came: words(came), must: words(must), why: INSTALLS });
}

const BEGINS =
  "voters begin a replica, whatever their numbers; one that has begun is further on than what the " +
  "parent would begin it with (TiKV 529); one that has gone does not come back; what an empty one has promised holds, or it might vote " +
  "twice (section 15.4)";
const INSTALLS =
  "a snapshot must not bring keys that a range of a lower version has here, which has not heard " +
  "of the split or merge by which it lost them; where the snapshot's is lower, its own log goes " +
  "on to where they leave it (section 15.4)";
