import { assert, assertEquals } from "@std/assert";
import { type DriverBugName, driverBugs } from "./bugs.ts";
import { type Paper, paperOf, paperSettings, seenNodes, seenRanges, turn } from "./kit/paper.ts";
import { evenRanges, leadersOf, nodesUpTo, worldOf } from "./kit/stage.ts";
import { choose } from "./plan/choose.ts";
import { advance } from "./plan/operator.ts";
import { type PlanRules, planRules } from "./plan/rules.ts";
import type { PlanSettings } from "./settings.ts";

/** Each way to find a mistake: whether all is well under these rules. */
const finds: Readonly<Record<DriverBugName, (settings: PlanSettings) => boolean>> = {
  "moves into a zone that has one": (settings) => {
    // One node of the first zone is new, and empty: it should take from its own zone only.
    const nodes = seenNodes(["a", "a", "b", "c"].map((zone) => ({ zone })));
    const paper = paperOf(
      nodes,
      seenRanges(Array.from({ length: 12 }, () => ({ voters: [0, 2, 3] }))),
    );
    return turns(
      paper,
      settings,
      40,
      () =>
        paper.view.ranges.every(({ voters }) =>
          new Set(voters.map((node) => nodes.get(node)!.zone)).size === 3
        ),
    );
  },
  "gives an old operator a fresh epoch": (settings) => {
    const [range] = seenRanges([{ voters: [0, 1, 2, 3], conf: 7 }]);
    const [operator] = choose(settings, paperOf(seenNodes([{}, {}, {}, {}]), [range!]).view);
    const others = [0, 1, 2, 3].filter((node) => node !== operator!.from);
    const voters = [operator!.from!, ...others.slice(0, 2)].sort((a, b) => a - b);
    return advance(settings, operator!, { ...range!, voters, conf: 8 }, 1).type === "over";
  },
  "swaps before the new replica has caught up": (settings) => {
    const nodes = seenNodes([{}, {}, { standing: "down", isLost: true }, {}]);
    const paper = paperOf(nodes, seenRanges([{ voters: [0, 1, 2] }]));
    return turns(paper, settings, 10, () => paper.wrong === undefined);
  },
  "counts a learner as a replica": (settings) => {
    const paper = paperOf(seenNodes([{}, {}, {}]), seenRanges([{ voters: [0, 1], learners: [2] }]));
    turns(paper, settings, 10, () => true);
    return paper.view.ranges[0]!.voters.length === 3;
  },
  "copies without limit": (settings) => {
    const nodes = seenNodes([{}, {}, {}, {}, { standing: "down", isLost: true }]);
    const ranges = Array.from({ length: 12 }, (_, i) => ({ voters: [i % 2, 2, 4] }));
    const paper = paperOf(nodes, seenRanges(ranges));
    return turns(
      paper,
      settings,
      30,
      () =>
        [...paper.view.operators.values()].filter(({ kind, to }) => kind === "move" && to === 3)
          .length <= 2,
    );
  },
  "wakes nobody": ({ rules }) => {
    const world = worldOf({
      options: {
        ranges: evenRanges({ groups: 10, nodes: nodesUpTo(5) }),
        sleepAfter: 3,
        driver: { members: [0, 1, 2], rules, restsOtherwise: true },
      },
      nodes: 5,
    });
    world.run(8000);
    world.inject({ kind: "crash", at: 0, node: 4 });
    world.run(4000);
    return leadersOf(world.states).length === 10;
  },
};

/** Whether something holds after each of so many turns. */
function turns(paper: Paper, settings: PlanSettings, count: number, holds: () => boolean): boolean {
  for (let i = 0; i < count; i++) {
    turn(paper, settings);
    if (!holds()) return false;
  }
  return true;
}

for (const name of Object.keys(finds) as DriverBugName[]) {
  Deno.test(`a driver that ${name} is found out, and the right one is not`, () => {
    const judge = (rules: PlanRules) => finds[name]({ ...paperSettings, rules });
    assertEquals(judge(planRules), true);
    assertEquals(judge({ ...planRules, ...driverBugs[name].rules }), false);
    assert(driverBugs[name].words.length > 0 && driverBugs[name].breaks.length > 0);
  });
}
