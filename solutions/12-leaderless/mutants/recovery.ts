/** Part 7 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import {
  type Choice,
  compareBallots,
  type Evidence,
  type Instance,
  type Proposal,
  type Recovery,
  type Report,
  type Sizes,
} from "../../../exercises/12-leaderless/given.ts";
import { recovery } from "../recovery.ts";

const noOp = (replicas: number): Choice => ({
  type: "accept",
  proposal: { value: [], dependencies: Array.from({ length: replicas }, () => 0), sequence: 0 },
});

/** The choice where reports look otherwise. */
function reported(change: (report: Report, all: Evidence) => Report): Partial<Recovery> {
  return {
    chosen: (all) =>
      recovery.chosen({
        ...all,
        reports: new Map([...all.reports].map(([node, report]) => [node, change(report, all)])),
      }),
  };
}

function sized(change: (sizes: Sizes) => Partial<Sizes>): Partial<Recovery> {
  return {
    chosen: ({ sizes, ...all }) =>
      recovery.chosen({ ...all, sizes: { ...sizes, ...change(sizes) } }),
  };
}

/** The choice, changed where there is no decision and no vote. */
function opinions(choose: (evidence: Evidence) => Choice | undefined): Partial<Recovery> {
  return {
    chosen(evidence) {
      const phases = [...evidence.reports.values()].map(({ phase }) => phase);
      const isSure = phases.includes("committed") || phases.includes("accepted");
      return (isSure ? undefined : choose(evidence)) ?? recovery.chosen(evidence);
    },
  };
}

/** Which of the votes is put to the vote. */
function votes(
  better: (a: Report, b: Report, all: readonly Report[]) => boolean,
): Partial<Recovery> {
  return {
    chosen(evidence) {
      const all = [...evidence.reports.values()];
      const voted = all.filter(({ phase }) => phase === "accepted");
      if (voted.length === 0 || all.some(({ phase }) => phase === "committed")) {
        return recovery.chosen(evidence);
      }
      const best = voted.reduce((a, b) => better(b, a, voted) ? b : a);
      return { type: "accept", proposal: best.proposal! };
    },
  };
}

/** The objections where what is known looks otherwise. */
function knowing(
  change: (instance: Instance) => Instance | undefined,
): Partial<Recovery> {
  return {
    objections: ({ rows, interfere }, id, proposal) =>
      recovery.objections(
        {
          interfere,
          rows: rows.map((row) =>
            new Map([...row].flatMap(([slot, known]) => {
              const other = change(known);
              return other === undefined ? [] : [[slot, other] as const];
            }))
          ),
        },
        id,
        proposal,
      ),
  };
}

function union(all: readonly Proposal[]): Proposal {
  return all.reduce((a, b) => ({
    value: a.value,
    dependencies: a.dependencies.map((slot, row) => Math.max(slot, b.dependencies[row]!)),
    sequence: Math.max(a.sequence, b.sequence),
  }));
}

const preAccepted = ({ reports }: Evidence) =>
  [...reports.values()].filter(({ phase }) => phase === "pre-accepted");

export const recoveryMutants: Mutants<Answers> = {
  recovery: {
    "a vote counts more than a decision: what is known is not looked for": reported((report) =>
      report.phase === "committed" ? { ...report, phase: "accepted" } : report
    ),
    "own value over an accepted one: opinions come first": {
      chosen(evidence) {
        const others = new Map(
          [...evidence.reports].filter(([, { phase }]) => phase !== "accepted"),
        );
        const choice = recovery.chosen({ ...evidence, reports: others });
        return choice.type === "accept" ? recovery.chosen(evidence) : choice;
      },
    },
    "the first vote: whatever its ballot": votes(() => false),
    "the last vote: whatever its ballot": votes(() => true),
    "the most votes: a minority voted in a low ballot": votes((a, b, all) => {
      const count = ({ accepted }: Report) =>
        all.filter((each) => compareBallots(each.accepted, accepted) === 0).length;
      return count(a) > count(b);
    }),
    "the lowest ballot: what was voted for first": votes((a, b) =>
      compareBallots(a.accepted, b.accepted) < 0
    ),
    "the longest dependencies: whatever the ballot": votes((a, b) =>
      a.proposal!.dependencies.reduce((x, y) => x + y, 0) >
        b.proposal!.dependencies.reduce((x, y) => x + y, 0)
    ),
    "a no-op is no vote: there is nothing in it": {
      chosen(evidence) {
        const reports = new Map([...evidence.reports].map(([node, report]) => [
          node,
          report.phase === "accepted" && report.proposal!.value.length === 0
            ? { ...report, phase: "none" as const, proposal: null }
            : report,
        ]));
        return recovery.chosen({ ...evidence, reports });
      },
    },
    "the coordinator is asked like anybody: it may still have decided": opinions(
      ({ id, reports, ...rest }) =>
        recovery.chosen({ ...rest, id: { replica: -1, slot: id.slot }, reports }),
    ),
    "the coordinator comes first: even where somebody has voted": {
      chosen(evidence) {
        const { id, reports, sizes } = evidence;
        const isDecided = [...reports.values()].some(({ phase }) => phase === "committed");
        if (reports.has(id.replica) && !isDecided) return noOp(sizes.replicas);
        return recovery.chosen(evidence);
      },
    },
    "whoever has heard of it supports it: opinions are not compared": reported((report) =>
      report.phase === "pre-accepted" ? { ...report, proposal: report.initial } : report
    ),
    "dependencies only: a greater sequence number is support": reported((report) =>
      report.phase === "pre-accepted"
        ? { ...report, proposal: { ...report.proposal!, sequence: report.initial!.sequence } }
        : report
    ),
    "a majority of those who are heard must support it: what was decided is lost": opinions(
      (evidence) => {
        const choice = recovery.chosen(evidence), { size } = evidence.reports;
        return choice.type === "validate" && 2 * choice.support <= size
          ? noOp(evidence.sizes.replicas)
          : choice;
      },
    ),
    "all who are heard must support it: and those who came too late": opinions((evidence) => {
      const choice = recovery.chosen(evidence);
      return choice.type === "validate" && choice.support < evidence.reports.size
        ? noOp(evidence.sizes.replicas)
        : choice;
    }),
    "one more than needed: n − f − e are too few": opinions((evidence) => {
      const choice = recovery.chosen(evidence);
      const { replicas, failures, fastFailures } = evidence.sizes;
      return choice.type === "validate" && choice.support <= replicas - failures - fastFailures
        ? noOp(replicas)
        : choice;
    }),
    "one supporter is enough: whoever they are": opinions((evidence) => {
      const { replicas, failures } = evidence.sizes;
      const fastFailures = replicas - failures - 1;
      return recovery.chosen({ ...evidence, sizes: { replicas, failures, fastFailures } });
    }),
    "sizes of three: right for three replicas only": sized(() => ({
      replicas: 3,
      failures: 1,
      fastFailures: 1,
    })),
    "the union of opinions: it is put to the vote at once": opinions((evidence) => {
      const known = preAccepted(evidence);
      if (known.length === 0) return undefined;
      return { type: "accept", proposal: union(known.map(({ proposal }) => proposal!)) };
    }),
    "no test: what may have been decided is put to the vote at once": opinions((evidence) => {
      const choice = recovery.chosen(evidence);
      return choice.type === "validate" ? { type: "accept", proposal: choice.proposal } : choice;
    }),
    "the first opinion is tested: and not what was asked for": opinions((evidence) => {
      const choice = recovery.chosen(evidence), [first] = preAccepted(evidence);
      return choice.type === "validate" ? { ...choice, proposal: first!.proposal! } : choice;
    }),
    "nobody knows, so nobody is asked: the client's command is put to the vote": opinions(
      (evidence) => {
        const choice = recovery.chosen(evidence), [first] = preAccepted(evidence);
        return choice.type === "accept" && first !== undefined
          ? { type: "accept", proposal: first.initial! }
          : choice;
      },
    ),
    "a no-op of three: it has dependencies for three replicas": {
      chosen(evidence) {
        const choice = recovery.chosen(evidence);
        return choice.type === "accept" && choice.proposal.value.length === 0 ? noOp(3) : choice;
      },
    },
    "a no-op that depends on what was asked for: it waits for what it need not": opinions(
      (evidence) => {
        const choice = recovery.chosen(evidence), [first] = preAccepted(evidence);
        if (choice.type !== "accept" || first === undefined) return choice;
        return { type: "accept", proposal: { ...first.initial!, value: [] } };
      },
    ),
    "decided ones only: what is open contradicts nothing": knowing((known) =>
      known.phase === "committed" ? known : undefined
    ),
    "open ones only: what is decided is over": knowing((known) =>
      known.phase === "committed" ? undefined : known
    ),
    "opinions of open ones: and not what their coordinators asked for": knowing((known) => ({
      ...known,
      initial: known.proposal,
    })),
    "what was asked for counts for ever: even where a no-op was decided": knowing((known) =>
      known.phase === "committed" && known.initial !== null
        ? { ...known, proposal: known.initial }
        : known
    ),
    "whatever is known: also what does not interfere": {
      objections: (known, id, proposal) =>
        recovery.objections({ ...known, interfere: (_, b) => b.length > 0 }, id, proposal),
    },
    "one direction: what depends on it objects, too": {
      objections: ({ rows, interfere }, id, proposal) =>
        recovery.objections(
          {
            interfere,
            rows: rows.map((row) =>
              new Map([...row].map(([slot, known]) => {
                const free = (p: Proposal | null) =>
                  p === null ? null : { ...p, dependencies: p.dependencies.map(() => 0) };
                const { proposal, initial } = known;
                return [slot, { ...known, proposal: free(proposal), initial: free(initial) }];
              }))
            ),
          },
          id,
          proposal,
        ),
    },
    "the other direction: what it depends on objects, too": {
      objections: (known, id, proposal) =>
        recovery.objections(known, id, {
          ...proposal,
          dependencies: proposal.dependencies.map(() => 0),
        }),
    },
    "the slot that is named: and not those before it": {
      objections: (known, id, proposal) => [
        ...recovery.objections(known, id, proposal),
        ...recovery.objections(known, id, {
          ...proposal,
          dependencies: proposal.dependencies.map(() => 0),
        }).filter(({ id: { replica, slot } }) => slot < proposal.dependencies[replica]!),
      ],
    },
    "batches are no support: only one command can have been decided at once": {
      chosen: (evidence) =>
        recovery.chosen({
          ...evidence,
          reports: new Map(
            [...evidence.reports].map(([node, report]) => [
              node,
              report.phase === "pre-accepted" && report.proposal!.value.length > 1
                ? { ...report, phase: "none" }
                : report,
            ]),
          ),
        }),
    },
    "the first objection: there may be more": {
      objections: (known, id, proposal) => recovery.objections(known, id, proposal).slice(0, 1),
    },
    "any objection: it is impossible": {
      judged: ({ objections }) => objections.length === 0 ? "possible" : "impossible",
    },
    "decided ones are waited for: they never become anything else": {
      judged: (trial) =>
        recovery.judged({
          ...trial,
          objections: trial.objections.map((each) => ({ ...each, committed: false })),
        }),
    },
    "the first objection decides: there may be more than one": {
      judged: (trial) => recovery.judged({ ...trial, objections: trial.objections.slice(0, 1) }),
    },
    "waits where it need not: whoever objects may never be heard of again": {
      judged: (trial) =>
        recovery.judged({ ...trial, quorum: trial.objections.map(({ id }) => id.replica) }),
    },
    "gives up where it must not: whatever the support is": {
      judged: (trial) => {
        const { replicas, failures, fastFailures } = trial.sizes;
        return recovery.judged({ ...trial, support: replicas - failures - fastFailures });
      },
    },
    "an objection of those who have promised: and not of the others": {
      judged: (trial) =>
        recovery.judged({
          ...trial,
          quorum: Array.from({ length: trial.sizes.replicas }, (_, i) => i)
            .filter((node) => !trial.quorum.includes(node)),
        }),
    },
  },
};
