/** How part 19 is judged. @module */

import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import { electionRules } from "hb/consensus/raft/rules/election.ts";
import { shown } from "hb/grade/frozen.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import {
  type Entry,
  type Message,
  type NodeId,
  type Placed,
  type State,
  votersOnly,
} from "../given.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { aServer, logInWords } from "./servers.ts";
import { apart, logged, parted, plain, startingFrom, trial, voted } from "./worlds.ts";

export const changingPart: Part<Subject> = {
  number: 19,
  name: "changing",
  title: "beyond: changes under way",
  points: 5,
  statement:
    `A configuration holds from the moment that it is in the log. If one server comes or goes at a
time, the majorities of before and after still meet. Twice that was found not to be enough. Two changes at once
are a change by two, so one must be committed before the next may begin. And in 2015, two years after the
algorithm was published, its author found the second: a new leader may know nothing of a change that another
one has begun, and begin its own; so it must first commit something in its own term. You will meet both
failures if you let them happen.

An entry can be overwritten, and a configuration is an entry: then the one before holds again.`,
  paper: "Ongaro 2014, sections 4.1 and 4.2; Ongaro 2015, Bug in single-server membership changes",
  hints: [
    "When is a change still under way? And how does a leader know that it has committed in its own term?",
    "latest(s.configurations).index > s.commitIndex; and the entry at s.commitIndex has the term s.term.",
    "mayStand: inForceAt(s.configurations, latest.index − 1) is the configuration before, and it counts " +
    "only as long as the latest is not committed.",
  ],
  test({ changing }, grading) {
    overlapping(changing, grading);
    behindItsBack(changing, grading);
    questions(changing, grading);
  },
};

/** Server 0 removes 2 and 3 at once, and is cut off with 1. */
function overlapping({ whyNotChange }: Subject["changing"], grading: Grading): void {
  const faults = [parted([130, 900], [0, 1], [2, 3, 4])];
  grading.sweep(trial(withRules({ whyNotChange }, plain), 5, { ...apart(5), faults }), {
    seeds: 1,
    drive(world) {
      world.run(140);
      for (const node of [2, 3]) world.tell(0, remove(node));
      world.run(760);
    },
  });
}

/** Server 3 has appended that server 4 joins, and nobody else knows; server 0 leads, and removes 3. */
function behindItsBack({ whyNotChange }: Subject["changing"], grading: Grading): void {
  const options = { ...plain, members: [0, 1, 2, 3], maxEntryBytesPerMessage: 1 };
  const configuration = votersOnly([0, 1, 2, 3, 4]);
  const joined: Entry = { term: 1, type: "configuration", configuration };
  const others = [voted(1, 3)], three = [voted(1, 3), logged(joined)];
  const four = [voted(1, null), logged(joined)];
  const protocol = startingFrom(withRules({ whyNotChange }, options), [
    others,
    others,
    others,
    three,
    four,
  ]);
  const faults = [
    parted([0, 200], [3, 4], [0, 1, 2]),
    parted([112, 900], [0, 1], [2]),
    parted([200, 900], [0, 1], [2, 3, 4]),
  ];
  grading.sweep(trial(protocol, 5, { ...apart(5), faults }), {
    seeds: 1,
    drive(world) {
      world.run(130);
      world.tell(0, remove(3));
      world.run(770);
    },
  });
}

function remove(node: NodeId): Message {
  return { type: "change", transition: "auto", changes: [{ type: "remove", node }] };
}

function questions(changing: Subject["changing"], grading: Grading): void {
  const random = new Random(19, "changes");
  for (let i = 0; i < 300; i++) {
    const s = aServer(random), configurations = someConfigurations(s, random);
    const changed = { ...s, configurations };
    const words =
      `a server in term ${s.term} with ${logInWords(s.log)}, committed up to ${s.commitIndex}` +
      `, and the configurations ${inWords(configurations)}`;
    const why = changing.whyNotChange(shown(changed)),
      right = membershipRules.whyNotChange(changed);
    grading.equal(why === undefined, right === undefined, `whether a change may begin at ${words}`);
    const after = s.log.base.index + random.below(s.log.entries.length + 1);
    const left = membershipRules.afterTruncation(configurations, after);
    const found = changing.afterTruncation(shown(configurations), after);
    const cut = `the configurations when the log is cut after entry ${after} at ${words}`;
    grading.equal(inWords(found), inWords(left), cut);
    grading.equal(found, left, cut);
    for (const node of [0, 1, 2, 3]) {
      const stands = `whether server ${node} may stand, being ${words}`;
      grading.equal(
        changing.mayStand(shown(changed), node),
        electionRules.mayStand(changed, node),
        stands,
      );
      const { configuration } = configurations.at(-1)!;
      grading.equal(
        changing.stepsDown(shown(configuration), node),
        membershipRules.stepsDown(configuration, node),
        `whether server ${node} steps down when ${inWords(configurations.slice(-1))} is committed`,
      );
    }
  }
}

/** That of the snapshot, and up to two in the log. */
function someConfigurations({ log }: State, random: Random): Placed[] {
  const all = [0, 1, 2, 3];
  const one = (index: number): Placed => {
    const voters = all.filter(() => random.chance(0.6));
    const outgoing = random.chance(0.25) ? all.filter(() => random.chance(0.5)) : [];
    const learners = all.filter((node) =>
      !voters.includes(node) && !outgoing.includes(node) && random.chance(0.4)
    );
    const some = voters.length > 0 ? voters : [1];
    return { index, configuration: { ...votersOnly(some), outgoing, learners } };
  };
  const places = log.entries.map((_, i) => log.base.index + 1 + i).filter(() => random.chance(0.3));
  return [one(log.base.index), ...places.slice(0, 2).map(one)];
}

function inWords(configurations: readonly Placed[]): string {
  return configurations.map(({ index, configuration: { voters, outgoing, learners } }) =>
    `{${voters}}${outgoing.length > 0 ? ` and {${outgoing}}` : ""}` +
    `${learners.length > 0 ? ` learning ${learners}` : ""} at ${index}`
  ).join(", ");
}
