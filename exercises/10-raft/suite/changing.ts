import text from "./changing.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { electionRules } from "hb/consensus/raft/rules/election.ts";
import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import { aServer, logInWords } from "hb/laboratory/raft/servers.ts";
import { logged, parted, plain, type RaftWorld, trial, voted } from "hb/laboratory/raft/trials.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Entry, type NodeId, type Placed, type State, votersOnly } from "../given.ts";

export const changing = task<Answers>(text, ({ changing }, grading) => {
  const { whyNotChange } = changing;
  // Server 0 removes 2 and 3 at once, and is cut off with 1.
  grading.sweep(...trial({ whyNotChange }, {
    nodes: 5,
    faults: [parted([130, 900], [0, 1], [2, 3, 4])],
    drive: removing(140, [2, 3]),
  }));
  // Server 3 has appended that server 4 joins, and nobody else knows; server 0 leads, and removes 3.
  const configuration = votersOnly([0, 1, 2, 3, 4]);
  const joined: Entry = { term: 1, type: "configuration", configuration };
  const others = [voted(1, 3)], three = [voted(1, 3), logged(joined)];
  const four = [voted(1, null), logged(joined)];
  grading.sweep(...trial({ whyNotChange }, {
    nodes: 5,
    options: { ...plain, members: [0, 1, 2, 3], maxEntryBytesPerMessage: 1 },
    saved: [others, others, others, three, four],
    faults: [
      parted([0, 200], [3, 4], [0, 1, 2]),
      parted([112, 900], [0, 1], [2]),
      parted([200, 900], [0, 1], [2, 3, 4]),
    ],
    drive: removing(130, [3]),
  }));
  const moments = drawn(300, "changes", (random) => {
    const s = aServer(random), configurations = someConfigurations(s, random);
    const after = s.log.base.index + random.below(s.log.entries.length + 1);
    return { s: { ...s, configurations }, after };
  });
  grading.forAll(moments, ({ s, after }) => questions(changing, s, after, grading));
});

/** At a moment, server 0 is told to remove some servers. */
function removing(atMs: number, nodes: readonly NodeId[]): (world: RaftWorld) => void {
  return (world) => {
    world.run(atMs);
    for (const node of nodes) {
      world.tell(0, { type: "change", transition: "auto", changes: [{ type: "remove", node }] });
    }
    world.run(900 - atMs);
  };
}

function questions(changing: Answers["changing"], s: State, after: number, grading: Grading): void {
  const { configurations } = s, { configuration } = configurations.at(-1)!;
  const words =
    `a server in term ${s.term} with ${logInWords(s.log)}, committed up to ${s.commitIndex}` +
    `, and the configurations ${inWords(configurations)}`;
  const why = changing.whyNotChange(shown(s)), right = membershipRules.whyNotChange(s);
  grading.equal(why === undefined, right === undefined, `whether a change may begin at ${words}`);
  const left = membershipRules.afterTruncation(configurations, after);
  const found = changing.afterTruncation(shown(configurations), after);
  const cut = `the configurations when the log is cut after entry ${after} at ${words}`;
  grading.equal(inWords(found), inWords(left), cut);
  grading.equal(found, left, cut);
  for (const node of [0, 1, 2, 3]) {
    const stands = `whether server ${node} may stand, being ${words}`;
    grading.equal(changing.promotable(shown(s), node), electionRules.promotable(s, node), stands);
    grading.equal(
      changing.stepsDown(shown(configuration), node),
      membershipRules.stepsDown(configuration, node),
      `whether server ${node} steps down when ${inWords(configurations.slice(-1))} is committed`,
    );
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
