/** Runs in which links are cut and replicas crash at chosen moments, so that a rare order of events comes about. @module */

import type { Grading } from "hb/grade/part.ts";
import { directed, rest } from "./stage.ts";
import type { Subject } from "./subject.ts";

/** A coordinator decides and executes, and is gone before anybody hears of it, at once or in two rounds. */
export function lastWords(epaxos: Subject, grading: Grading): void {
  for (const nodes of [3, 5]) {
    for (const others of [0, 1]) {
      directed(epaxos, grading, { nodes, runs: 8 }, (stage, run) => {
        const { view, ask, cut, crash, pass, executed } = stage;
        pass(200);
        ask(0, "+x a1");
        if (others > 0) ask(1, "+x b1");
        // The first round is over after 40 ms at most, the second after 80.
        pass(others === 0 ? 20 : 61 - 3 * run);
        cut([0], rest(nodes, [0]));
        pass(60);
        const had = view(0).applied, gone = nodes === 5 ? [0, 4 - run % 3] : [0];
        crash(...gone);
        const left = rest(nodes, gone);
        const asked = others > 0 && left.includes(1) ? ["+x b1"] : [];
        executed(
          left,
          [...new Set([...had, ...asked])],
          `of ${nodes} replicas replica 0 was asked for +x a1${
            others > 0 ? ", and replica 1 for +x b1" : ""
          }; replica 0 has executed ${
            had.join(", ") || "nothing"
          }, has told nobody since, and is gone${gone.length > 1 ? `, and so is ${gone[1]}` : ""}`,
        );
      });
    }
  }
}

/** Two that interfere are open, and both coordinators are gone: one was decided at once, the other was not. */
export function twoGone(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 5, runs: 16 }, (stage, run) => {
    const { view, ask, cut, mend, crash, pass, executed } = stage;
    const x = run % 5, y = (x + 1 + run % 4) % 5;
    const [p, q, r] = rest(5, [x, y]) as [number, number, number];
    pass(200);
    // Replica p hears of the one, and q and r hear of the other.
    const cuts = [cut([x], [y, q, r]), cut([y], [x, p])];
    ask(x, "+x a1");
    ask(y, "+x b1");
    pass(20);
    cuts.push(cut([y], [q, r]));
    pass(22);
    const had = view(y).applied;
    crash(x, y);
    mend(...cuts);
    executed(
      [p, q, r],
      had,
      `replica ${x} asked for +x a1, of which only ${p} has heard, and replica ${y} for +x b1, of which ${q} and ${r} have; ` +
        `replica ${y} has executed ${had.join(", ") || "nothing"}, and both are gone`,
    );
    // Whoever has both must have them in one order.
    pass(1500);
  });
}

/** An instance that nobody has heard of is named by one that comes after it in its row. */
export function unheard(epaxos: Subject, grading: Grading): void {
  for (const nodes of [3, 5]) {
    directed(epaxos, grading, { nodes, runs: 2 }, (stage) => {
      const { ask, cut, mend, crash, pass, executed } = stage;
      pass(200);
      const alone = cut([0], rest(nodes, [0]));
      ask(0, "+x a1");
      pass(2);
      mend(alone);
      ask(0, "+x b1");
      pass(2);
      crash(0);
      pass(60);
      ask(1, "+x c1");
      executed(
        rest(nodes, [0]),
        ["+x c1"],
        `of ${nodes} replicas replica 0 was asked for +x a1, of which nobody has heard, then for +x b1, and is gone; ` +
          `then replica 1 was asked for +x c1`,
      );
    });
  }
}

/** Others make a no-op of what a coordinator has begun, which cannot be heard; it is back, and its client still waits. */
export function askedAgain(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 3, runs: 4 }, (stage, run) => {
    const { ask, cut, mend, pass, executed } = stage;
    const x = run % 3, y = (x + 1) % 3, z = (x + 2) % 3;
    pass(200);
    // Both of the others know of something that the coordinator does not know of.
    const deaf = [cut([y], [x, z]), cut([z], [x, y]), cut([x], [z])];
    ask(y, "+x b1");
    ask(z, "+x c1");
    pass(1);
    ask(x, "+x a1");
    pass(21);
    mend(...deaf);
    const apart = [cut([x], [y, z]), cut([y, z], [x])];
    pass(2500);
    mend(...apart);
    executed(
      [x, y, z],
      ["+x a1", "+x b1", "+x c1"],
      `replica ${x} was asked for +x a1, of which only replica ${y} has heard, then it was cut off for two and a half ` +
        `seconds; its client does not ask again`,
    );
  });
}

/** A coordinator decides by votes of two of four others, executes, and is gone with one of them. */
export function lastVotes(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 5, runs: 8 }, (stage, run) => {
    const { view, ask, cut, crash, pass, executed } = stage;
    const x = run % 5, y = (x + 1) % 5, left = rest(5, [x, y]), [, q, r] = left;
    pass(200);
    ask(x, "+x a1");
    ask(y, "+x b1");
    pass(20);
    // All have replied, or will; two do not hear what is put to the vote.
    cut([x], [q!, r!]);
    pass(40);
    cut([x], rest(5, [x]));
    pass(60);
    const had = view(x).applied;
    crash(x, y);
    executed(
      left,
      had,
      `replica ${x} was asked for +x a1, and replica ${y} for +x b1; what ${x} put to the vote ${q} and ${r} have not heard; ` +
        `replica ${x} has executed ${had.join(", ") || "nothing"}, and both are gone`,
    );
    pass(1000);
  });
}

/** Of four replicas two and two are apart: neither two are enough, neither at once nor by votes. */
export function twoAndTwo(epaxos: Subject, grading: Grading): void {
  directed(epaxos, grading, { nodes: 4, runs: 3 }, (stage, run) => {
    const { ask, cut, mend, pass, story, executed } = stage;
    const other = 1 + run % 3, here = [0, other], there = rest(4, here) as [number, number];
    const told =
      `replicas 0 and ${other} were cut off from ${
        there.join(" and ")
      } for one and a half seconds, replica 0 was asked for ` +
      `+x a1 meanwhile, and replica ${
        there[0]
      } for +x b1; where n is 4, f is 1, and two decide nothing`;
    story(told);
    pass(200);
    const apart = [cut(here, there), cut(there, here)];
    ask(0, "+x a1");
    ask(there[0], "+x b1");
    pass(1500);
    mend(...apart);
    executed(rest(4, []), ["+x a1", "+x b1"], told);
  });
}
