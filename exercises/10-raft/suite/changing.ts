import text from "./changing.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { electionRules } from "hb/consensus/raft/rules/election.ts";
import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import { aLog, logInWords, mixedLog, pick, risingTerms } from "hb/laboratory/raft/logs.ts";
import { aConfiguration, aServer } from "hb/laboratory/raft/servers.ts";
import { MOST_SERVERS, starts, strides } from "hb/laboratory/raft/sizes.ts";
import { logged, parted, plain, type RaftWorld, trial, voted } from "hb/laboratory/raft/trials.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import {
  type Entry,
  lastIndex,
  type NodeId,
  type Placed,
  type State,
  termAt,
  votersOnly,
} from "../given.ts";
import { shortestFirst } from "./cases.ts";

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
  staysFirst(changing, grading);
  for (const moment of moments()) questions(changing, moment, grading);
});

/** What the snapshot has is not in the log, and is not cut off with it, wherever that is cut. */
function staysFirst({ afterTruncation }: Answers["changing"], grading: Grading): void {
  const [first, second] = [[0, 1, 2], [0, 1, 2, 3]].map(votersOnly);
  const configurations = [{ index: 5, configuration: first! }, {
    index: 7,
    configuration: second!,
  }];
  for (const after of [8, 6, 5, 4, 0]) {
    const words = `the configurations when the log is cut after entry ${after}, of ${
      inWords(configurations)
    }: the first is the snapshot's, and always stays`;
    const found = grading.asked(() => afterTruncation(shown(configurations), after), () => words);
    grading.equal(inWords(found), inWords(configurations.slice(0, after < 7 ? 1 : 2)), words);
  }
}

const moments = shortestFirst(() => [
  ...drawn(400, "changes", aMoment),
  ...crossing(),
]);

/** A server with configurations, and where its log may be cut: after what is committed. */
interface Moment {
  readonly s: State;
  readonly after: number;
}

function aMoment(random: Random, at: number): Moment {
  // In some there are many configurations, in others places at which bits run out.
  const isLong = at < 5, begin = starts[at - 5];
  const log = isLong
    ? aLog(random, 2 * MOST_SERVERS)
    : begin !== undefined
    ? mixedLog(risingTerms(random, 20), { index: begin, term: 1 })
    : aLog(random);
  const { s } = aServer(random, { log });
  const configurations = someConfigurations(s, random, isLong ? Infinity : 6);
  const open = lastIndex(s.log) - s.commitIndex;
  const after = s.commitIndex + (isLong ? 0 : random.below(open + 1));
  // A leader that may change something has committed in its own term.
  const committed = termAt(s.log, s.commitIndex)!;
  const isSame = random.chance(0.5), far = random.chance(0.2) ? pick(random, strides) : 0;
  const term = isSame ? Math.max(1, committed) + far : s.term;
  return { s: { ...s, term, configurations }, after };
}

/** Where bits run out. */
const ends = [2 ** 8, 2 ** 16, 2 ** 31, 2 ** 32];

/** Voters leave one after the other, at indices before and after one at which bits run out. */
const crossing = () =>
  drawn(5 * ends.length, "crossing", (random, at): Moment => {
    const end = ends[at % ends.length]!, committed = end - 4 + 2 * (at % 5);
    const log = mixedLog(Array<number>(12).fill(1), { index: end - 5, term: 1 });
    const { s } = aServer(random, { log });
    const configurations = [-6, -1, 1, 3].map((after, i) => ({
      index: end + after,
      configuration: votersOnly([0, 1, 2, 3, 8].slice(i)),
    }));
    const after = committed + random.below(3);
    return {
      s: { ...s, commitIndex: committed, lastApplied: committed, configurations },
      after,
    };
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

function questions(changing: Answers["changing"], { s, after }: Moment, grading: Grading): void {
  const { configurations } = s, { configuration } = configurations.at(-1)!;
  const words =
    `a server in term ${s.term} with ${logInWords(s.log)}, committed up to ${s.commitIndex}` +
    `, and the configurations ${inWords(configurations)}`;
  const may = `whether a change may begin at ${words}`;
  const why = grading.asked(() => changing.whyNotChange(shown(s)), () => may);
  const reason = membershipRules.whyNotChange(s);
  grading.expect(
    (why === undefined) === (reason === undefined),
    reason === undefined
      ? `${may}: it may, and it is refused ("${why}")`
      : `${may}: it may not (${reason}), and it is allowed`,
  );
  const left = membershipRules.afterTruncation(configurations, after);
  const cut = `the configurations when the log is cut after entry ${after} at ${words}`;
  const found = grading.asked(
    () => changing.afterTruncation(shown(configurations), after),
    () => cut,
  );
  grading.equal(inWords(found), inWords(left), cut);
  grading.equal(found, left, cut);
  for (const node of all) {
    const stands = `whether server ${node} may stand, being ${words}`;
    grading.equal(changing.promotable(shown(s), node), electionRules.promotable(s, node), stands);
    grading.equal(
      changing.stepsDown(shown(configuration), node),
      membershipRules.stepsDown(configuration, node),
      `whether server ${node} steps down when ${inWords(configurations.slice(-1))} is committed`,
    );
  }
}

const all = [0, 1, 2, 3, 8, 300, 1024];

/** That of the snapshot, which may be from long before, and some in the log. */
function someConfigurations({ log, snapshot }: State, random: Random, most: number): Placed[] {
  const { index } = snapshot.last, first = random.chance(0.5) ? index : random.below(index + 1);
  const places = log.entries.map((_, i) => log.base.index + 1 + i)
    .filter((at) => at > index && random.chance(0.3));
  return [first, ...places.slice(0, most)].map((at) => ({
    index: at,
    configuration: aConfiguration(random, all),
  }));
}

function inWords(configurations: readonly Placed[]): string {
  return configurations.map(({ index, configuration }) => {
    const { voters, outgoing, learners, learnersNext, autoLeave } = configuration;
    return `{${voters}}${outgoing.length > 0 ? ` and {${outgoing}}` : ""}` +
      `${learners.length > 0 ? ` learning ${learners}` : ""}` +
      `${learnersNext.length > 0 ? ` to learn ${learnersNext}` : ""}` +
      `${autoLeave ? " leaving by itself" : ""} at ${index}`;
  }).join(", ");
}
