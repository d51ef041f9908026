import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Configuration, votersOnly } from "./configuration.ts";
import {
  type Change,
  change,
  changeSimply,
  enterJoint,
  faultOf,
  leaveJoint,
  type Transition,
} from "./membership.ts";
import { majorities } from "../../replicated/quorum/naive_test.ts";

/** Changes in short: "+1" is a new voter, "~1" a new learner, "-1" who leaves. */
function changes(text: string): Change[] {
  const types = { "+": "addVoter", "~": "addLearner", "-": "remove" } as const;
  return text.split(" ").filter((word) => word !== "").map((word) => ({
    type: types[word[0] as keyof typeof types],
    node: Number(word.slice(1)),
  }));
}

/** A configuration in short: "voters [& outgoing] [~ learners] [next learners] [auto]". */
function short({ voters, outgoing, learners, learnersNext, autoLeave }: Configuration): string {
  return `${voters}` + (outgoing.length > 0 ? ` & ${outgoing}` : "") +
    (learners.length > 0 ? ` ~ ${learners}` : "") +
    (learnersNext.length > 0 ? ` next ${learnersNext}` : "") + (autoLeave ? " auto" : "");
}

/** Where a chain of changes leads, one line a step; a refusal leaves all as it was. */
function walk(voters: number[], ...steps: readonly (readonly [Transition, string])[]): string[] {
  let configuration = votersOnly(voters);
  return steps.map(([transition, text]) => {
    const changed = change(configuration, transition, changes(text));
    if (!changed.ok) return changed.words;
    configuration = changed.configuration;
    return short(configuration);
  });
}

Deno.test("membership: one voter at a time comes or goes at once", () => {
  assertEquals(walk([0, 1, 2], ["auto", "+3"], ["auto", "-0"], ["auto", "~4 ~5"]), [
    "0,1,2,3",
    "1,2,3",
    "1,2,3 ~ 4,5",
  ]);
});

Deno.test("membership: more than that goes through a joint configuration, which the leader ends", () => {
  assertEquals(walk([0, 1, 2], ["auto", "+3 -0"], ["auto", ""]), [
    "1,2,3 & 0,1,2 auto",
    "1,2,3",
  ]);
});

Deno.test("membership: an implicit joint change ends by itself, an explicit one when it is told to", () => {
  assertEquals(walk([0, 1], ["implicit", "+2"], ["auto", ""], ["explicit", "+3"], ["auto", ""]), [
    "0,1,2 & 0,1 auto",
    "0,1,2",
    "0,1,2,3 & 0,1,2",
    "0,1,2,3",
  ]);
});

Deno.test("membership: a voter that becomes a learner in a joint change is one when it is over", () => {
  assertEquals(walk([0, 1, 2], ["explicit", "~2 +3"], ["auto", ""]), [
    "0,1,3 & 0,1,2 next 2",
    "0,1,3 ~ 2",
  ]);
});

Deno.test("membership: a learner becomes a voter, and a voter a learner, at once", () => {
  assertEquals(walk([0, 1], ["auto", "~2"], ["auto", "+2"], ["auto", "~0"]), [
    "0,1 ~ 2",
    "0,1,2",
    "1,2 ~ 0",
  ]);
});

Deno.test("membership: what is so already stays so", () => {
  assertEquals(
    walk([0, 1, 2], ["auto", "+1"], ["auto", "-7"], ["auto", "~3 ~3"], ["auto", "+3 ~3"]),
    [
      "0,1,2",
      "0,1,2",
      "0,1,2 ~ 3",
      "0,1,2 ~ 3",
    ],
  );
});

Deno.test("membership: within one change the last word on a node counts", () => {
  assertEquals(walk([0, 1], ["auto", "+2 -2"], ["auto", "~2 +2"]), ["0,1", "0,1,2"]);
  assertEquals(walk([0, 1], ["explicit", "-1 +1"], ["auto", ""]), ["0,1 & 0,1", "0,1"]);
});

Deno.test("membership: what cannot be is refused", () => {
  const joint = "a joint change is under way";
  assertEquals(walk([0], ["auto", "-0"], ["explicit", "-0"], ["auto", ""]), [
    "nobody would be left to vote",
    "nobody would be left to vote",
    "no joint change is under way",
  ]);
  assertEquals(walk([0, 1], ["explicit", "+2"], ["auto", "+3"], ["explicit", "+3"]), [
    "0,1,2 & 0,1",
    joint,
    joint,
  ]);
  assertEquals(changeSimply(votersOnly([0, 1]), changes("+2 +3")), {
    ok: false,
    words: "2 voters would come or go at once",
  });
});

const someChanges = fc.array(
  fc.record({
    type: fc.constantFrom("addVoter" as const, "addLearner" as const, "remove" as const),
    node: fc.nat(4),
  }),
  { maxLength: 4 },
);
const walks = fc.array(
  fc.tuple(fc.constantFrom<Transition>("auto", "implicit", "explicit"), someChanges),
  { maxLength: 12, size: "max" },
);

/** All configurations that a chain of changes passes, beginning with three voters. */
function passed(steps: readonly (readonly [Transition, readonly Change[]])[]): Configuration[] {
  const all = [votersOnly([0, 1, 2])];
  for (const [transition, list] of steps) {
    const changed = change(all.at(-1)!, transition, list);
    if (changed.ok) all.push(changed.configuration);
  }
  return all;
}

Deno.test("membership: whatever the changes, every configuration is sound", () => {
  fc.assert(
    fc.property(walks, (steps) => {
      for (const configuration of passed(steps)) assertEquals(faultOf(configuration), undefined);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("membership: any decision before a change and any after it have a voter in common", () => {
  fc.assert(
    fc.property(walks, (steps) => {
      const all = passed(steps);
      for (let i = 1; i < all.length; i++) assert(overlap(all[i - 1]!, all[i]!));
    }),
    { seed: 1, numRuns: 200 },
  );
});

/** Whether every quorum of one configuration meets every quorum of the other. */
function overlap(one: Configuration, other: Configuration): boolean {
  const halves = ({ voters, outgoing }: Configuration) =>
    outgoing.length > 0 ? [voters, outgoing] : [voters];
  // A joint quorum contains a majority of each half, so it is enough that one pair of halves overlaps.
  return halves(one).some((half) =>
    halves(other).some((another) =>
      majorities(half).every((some) =>
        majorities(another).every((others) => some.some((voter) => others.includes(voter)))
      )
    )
  );
}

Deno.test("membership: entering and leaving a joint change leads where the changes say", () => {
  fc.assert(
    fc.property(someChanges, (list) => {
      const entered = enterJoint(votersOnly([0, 1, 2]), list, true);
      if (!entered.ok) return;
      const left = leaveJoint(entered.configuration);
      assert(left.ok);
      const role = (node: number) =>
        list.findLast((each) => each.node === node)?.type ?? (node < 3 ? "addVoter" : "remove");
      const nodes = [0, 1, 2, 3, 4];
      assertEquals(left.configuration.voters, nodes.filter((node) => role(node) === "addVoter"));
      assertEquals(
        left.configuration.learners,
        nodes.filter((node) => role(node) === "addLearner"),
      );
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("membership: what is wrong with a configuration is said", () => {
  const sound = votersOnly([0, 1]);
  const faults = [
    faultOf({ ...sound, voters: [1, 0] }),
    faultOf({ ...sound, voters: [] }),
    faultOf({ ...sound, learners: [1] }),
    faultOf({ ...sound, learnersNext: [2] }),
    faultOf({ ...sound, outgoing: [0, 1], learnersNext: [1] }),
    faultOf({ ...sound, autoLeave: true }),
  ];
  assertEquals(faults, [
    "voters must be sorted, without repetitions",
    "there must be a voter",
    "a learner must not be a voter",
    "a learner to be must be an old voter",
    "a learner to be must not be a new voter",
    "only a joint change can end by itself",
  ]);
});
