/**
 * Runs in which a replica crashes and comes back, and what it has said before binds it; and in which what it says to
 * `validate` binds it at once.
 *
 * @module
 */

import type { Grading } from "hb/grade/part.ts";
import { directed, rest, type Stage } from "./stage.ts";
import type { Subject } from "./subject.ts";

/**
 * Replica z asks for +x b1, then x for +x a1, of which both others find that it comes after b. Replica x hears
 * meanwhile that b is decided, and is then alone; it puts to the vote that a comes after b, which nobody hears.
 */
function late({ ask, cut, mend, pass }: Stage, [x, y, z]: readonly [number, number, number]) {
  pass(200);
  const deaf = cut([z], [x]);
  ask(z, "+x b1");
  pass(1);
  mend(deaf);
  pass(20);
  ask(x, "+x a1");
  pass(20);
  const toY = cut([x], [y]), toZ = cut([x], [z]);
  pass(45);
  const fromY = cut([y], [x]), fromZ = cut([z], [x]);
  return { toY, toZ, fromY, fromZ };
}

const turned = (run: number): [number, number, number] => [run % 3, (run + 1) % 3, (run + 2) % 3];

/** A coordinator and one voter decide; the voter crashes and comes back, and the coordinator is gone. */
export function votesLast(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 3, runs: 6 }, (stage, run) => {
    const { view, cut, mend, crash, restart, until, executed } = stage;
    const [x, y, z] = turned(run), links = late(stage, [x, y, z]);
    mend(links.toY, links.fromY);
    const isExecuted = () => view(x).applied.includes("+x a1");
    until(isExecuted, 200);
    // The vote has come, and what is decided has not been heard.
    cut([x], [y]);
    const had = view(x).applied;
    restart(y);
    crash(x);
    executed(
      [y, z],
      had,
      `replica ${x} was asked for +x a1, which is to come after +x b1 of replica ${z}, and has put that to the vote; ` +
        `replica ${y} has voted, replica ${x} has executed ${
          had.join(", ") || "nothing"
        }; then replica ${y} has ` +
        `crashed and come back, and replica ${x} is gone: what is left of the decision is the vote that ${y} has saved`,
    );
  });
}

/** A replica promises a ballot to whoever recovers, crashes and comes back, and is asked for a vote in the first ballot. */
export function promisesLast(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 3, runs: 6 }, (stage, run) => {
    const { view, cut, mend, pass, restart, until, executed } = stage;
    const [x, y, z] = turned(run), links = late(stage, [x, y, z]);
    const leads = () => [y, z].find((node) => view(node).round > 0);
    if (!until(() => leads() !== undefined, 3000)) return;
    const leader = leads()!, other = leader === y ? z : y;
    pass(20);
    // It has been asked for a promise, which is on its way; what is put to the vote then does not arrive.
    const mute = cut([leader], [other]);
    pass(22);
    restart(other);
    mend(...other === y ? [links.toY, links.fromY] : [links.toZ, links.fromZ]);
    until(() => view(x).applied.includes("+x a1"), 180);
    const had = view(x).applied, apart = cut([x], [other]);
    mend(mute);
    pass(150);
    mend(apart, links.toY, links.fromY, links.toZ, links.fromZ);
    executed(
      [x, y, z],
      [...new Set(["+x b1", ...had, "+x a1"])],
      `replica ${x} was asked for +x a1, and its votes did not come; replica ${leader} recovers it, replica ${other} has ` +
        `promised that, has crashed and come back, and hears only then what ${x} puts to the vote in the first ballot; ` +
        `replica ${x} has executed ${had.join(", ") || "nothing"}; then all hear each other again`,
    );
    pass(500);
  });
}

/** Whoever is asked what contradicts an instance knows of it from then on: what it is asked for next depends on that. */
export function noted(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 5, runs: 8 }, (stage, run) => {
    const { view, ask, cut, mend, crash, pass, story, until, executed } = stage;
    const x = run % 5, p = (x + 1 + run % 4) % 5;
    const [q, r, s] = rest(5, [x, p]) as [number, number, number];
    pass(200);
    const toP = cut([x], [q, r, s]);
    ask(x, "+x a1");
    pass(21);
    crash(x);
    mend(toP);
    // Only p has heard of it. Replicas r and s hear that p recovers it, and q does not.
    const toQ = cut([p], [q]);
    if (!until(() => view(r).round > 0 && view(s).round > 0, 3000)) return;
    // They are asked what contradicts it, and say that nothing does. What p puts to the vote then is late.
    pass(40);
    const toRS = cut([p], [r, s]);
    const told =
      `replica ${x} was asked for +x a1, of which only ${p} has heard, and is gone; ${p} recovers it, and has asked ${r} and ` +
      `${s} what contradicts it (\`validate\`); before they hear what ${p} puts to the vote, ${r} was asked for +x c1, which ` +
      `${s} and ${q} hear of`;
    story(told);
    ask(r, "+x c1");
    until(() => view(r).applied.length > 0, 60);
    // If r has decided that, nobody has heard of it.
    const mute = cut([r], [p, q, s]);
    mend(toQ, toRS);
    until(() => view(p).applied.length > 0, 300);
    mend(mute);
    executed([p, q, r, s], ["+x c1"], told);
    pass(1000);
  });
}

/** A replica that has missed something comes back, and nobody asks for anything any more. */
export function taught(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 3, runs: 3 }, (stage, run) => {
    const { ask, cut, mend, pass, restart, executed } = stage, [x, y, z] = turned(run);
    pass(200);
    ask(x, "+x a1");
    pass(200);
    const apart = [cut([x], [y, z]), cut([y, z], [x])];
    ask(y, "+x b1");
    pass(200);
    restart(x);
    pass(100);
    mend(...apart);
    executed(
      [x, y, z],
      ["+x a1", "+x b1"],
      `replica ${x} was cut off while replica ${y} was asked for +x b1, has crashed and come back, and can hear the others ` +
        `again; nobody asks for anything any more`,
    );
  });
}
