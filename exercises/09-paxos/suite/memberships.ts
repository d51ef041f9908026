/** Who decides which slot, seen from outside: changes of members at the worst moments. @module */

import type { Grading } from "hb/grade/part.ts";
import type { NodeId } from "../given.ts";
import { directed, type Stage } from "./directing.ts";
import { label } from "./node.ts";
import type { Subject } from "./subject.ts";

const PROMPTLY =
  "a change that a leader is asked for once holds α slots later, though nobody asks for more";

/** A change is asked for once, and nobody asks for anything else: it holds after exactly α slots. */
export function toldOnce(paxos: Subject, grading: Grading): void {
  for (const window of [1, 3, 6]) {
    const setting = { members: [0, 1, 2], window };
    directed(paxos, grading, { nodes: 5, setting, runs: 2 }, (stage) => {
      const leader = leaderAmong(stage, setting.members);
      if (leader === undefined) return;
      stage.pass(200);
      const { executed } = stage.view(leader),
        isThere = () => stage.view(leader).members.length === 4;
      stage.change(leader, [0, 1, 2, 3]);
      const { executed: then } = (stage.until(1500, isThere), stage.view(leader));
      stage.require("in time", PROMPTLY, isThere(), () => "it does not hold 1500 ms later");
      stage.require(
        "in time",
        PROMPTLY,
        then === executed + window,
        () =>
          `α is ${window}, slots up to ${executed} were executed before, and it holds after slot ${then}`,
      );
    });
  }
}

/**
 * A leader, with one old member and two new ones, changes the members and goes on among the new ones. Then it is gone, and the
 * third old member, which knows of nothing, is elected by the old ones: in the slots after the change it needs promises of
 * the new ones.
 */
export function takenOverByOld(paxos: Subject, grading: Grading): void {
  const setting = { members: [0, 1, 2], window: 2 };
  directed(paxos, grading, { nodes: 6, setting, runs: 10 }, (stage) => {
    const { view, leads, cut, until } = stage, leader = leaderAmong(stage, setting.members);
    if (leader === undefined) return;
    const [near, far] = setting.members.filter((node) => node !== leader) as [NodeId, NodeId];
    const away = cut([far], [leader, near, 3, 4, 5]), lone = cut([5], [leader, near, 3, 4]);
    const members = [leader, far, 3, 4, 5].sort((a, b) => a - b);
    // Whoever has stood alone for long has the highest ballot.
    stage.pass(1500);
    stage.change(leader, members);
    if (!until(2000, () => view(leader).members.join() === members.join())) return;
    const before = view(leader).applied.length, behind = cut([near], [leader, 3, 4, 5]);
    stage.ask(leader, "c");
    if (!until(1500, () => view(leader).applied.length > before)) return;
    cut([leader, 4], [near, far, 3, 5]);
    const strangers = cut([near, far], [3, 5]);
    cut([3], [5]);
    stage.mend(away, lone, behind);
    if (!until(4000, () => leads(far))) return;
    stage.ask(far, "d");
    stage.mend(strangers);
    stage.pass(1500);
  });
}

/**
 * Of five members two are removed. The slots before the change and the first after it are decided at once, and of those that
 * are members then the leader alone has voted in the last of them. So that one is not decided, and the others may go on without it.
 */
export function votesOfRemoved(paxos: Subject, grading: Grading): void {
  const setting = { members: [0, 1, 2, 3, 4], window: 3 };
  directed(paxos, grading, { nodes: 5, setting, runs: 8 }, (stage) => {
    const { view, leads, cut, until } = stage, leader = leaderAmong(stage, setting.members);
    if (leader === undefined) return;
    stage.pass(200);
    const [a, b, c, d] = setting.members.filter((node) => node !== leader) as [
      NodeId,
      NodeId,
      NodeId,
      NodeId,
    ];
    const before = view(leader).executed;
    stage.change(leader, [leader, a, b]);
    if (!until(1000, () => view(leader).executed > before)) return;
    // What the leader proposes now gets there, and no vote comes back.
    const deaf = cut([a, b, c, d], [leader], true);
    stage.pass(25);
    const mute = cut([leader], [a, b], true), still = cut([a, b], [leader], true);
    stage.ask(leader, "c");
    stage.mend(deaf);
    until(300, () => view(leader).applied.length > 0);
    cut([a, b], [c, d]);
    stage.mend(mute);
    until(200, () => view(a).executed >= before + setting.window && view(b).executed > before);
    cut([leader, c, d], [a, b]);
    stage.mend(still);
    if (!until(4000, () => leads(a) || leads(b))) return;
    stage.ask(leads(a) ? a : b, "d");
    stage.pass(1500);
  });
}

/** Who is removed is up, and may not know of it: it does not get in the way of those who are members. */
export function removedStay(paxos: Subject, grading: Grading): void {
  const words =
    "a leader that all members can hear goes on to lead, whatever those do who are members no more";
  const setting = { members: [0, 1, 2, 3], window: 2 };
  directed(paxos, grading, { nodes: 4, setting, runs: 4 }, (stage, run) => {
    const { view, until } = stage, leader = leaderAmong(stage, setting.members);
    if (leader === undefined) return;
    stage.pass(200);
    const members = setting.members.filter((node) => node !== (leader + 1) % 4);
    const removed = (leader + 1) % 4, away = run % 2 === 0 ? [] : [stage.cut([removed], members)];
    stage.change(leader, members);
    if (!until(2000, () => members.every((node) => view(node).members.join() === members.join()))) {
      return;
    }
    stage.pass(1000);
    stage.mend(...away);
    const ballots = () => members.map((node) => label(view(node).promised)).join(", ");
    const promised = ballots();
    stage.pass(2500);
    stage.require(
      "a leader stays",
      words,
      ballots() === promised,
      () =>
        `server ${removed} was removed, and the ballots that the members had promised were ${promised}, and are ${ballots()}`,
    );
  });
}

/** Who leads, and has been heard by the others. */
function leaderAmong({ leads, until }: Stage, members: readonly NodeId[]): NodeId | undefined {
  const leader = () => members.find((node) => leads(node));
  return until(2000, () => leader() !== undefined) ? leader() : undefined;
}
