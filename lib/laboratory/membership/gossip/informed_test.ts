import { assert } from "@std/assert";
import { nextShare, pittel, pulling, roundsToAll, uninformed } from "./informed.ts";

Deno.test("informed: push takes log₂ n + ln n rounds and some constant; pull is faster, both are fastest", () => {
  for (const nodes of [100, 600]) {
    const [push, pull, both] = (["push", "pull", "push-pull"] as const)
      .map((direction) => roundsToAll({ direction, nodes, trials: 8 }));
    assert(Math.abs(push! - pittel(nodes)) < 2.5, `${nodes}: ${push}`);
    assert(pull! < push! - 1 && both! < pull! - 3, `${nodes}: ${push}, ${pull}, ${both}`);
  }
});

Deno.test("informed: in the end push leaves e^−1 of the uninformed, pull squares their share, and both do both", () => {
  const nodes = 4000;
  for (const direction of ["push", "pull", "push-pull"] as const) {
    const [after] = uninformed({ direction, nodes, trials: 1 });
    for (let round = 1; round < after!.length; round++) {
      const before = after![round - 1]! / nodes, expected = nodes * nextShare(direction, before);
      // While few know it, what they do is left to chance, and so it is with the last to hear.
      if (before > 0.9 || expected < 100) continue;
      const off = after![round]! / expected - 1;
      // With both, whoever is told in a round can be asked in it, too, and that is faster.
      assert(
        off < 0.25 && (off > -0.25 || direction === "push-pull"),
        `${direction}, round ${round}: ${after![round]}, not ${expected}`,
      );
    }
  }
});

Deno.test("informed: more partners a round take fewer rounds, and loss takes more", () => {
  const rounds = (more: { fanout?: number; loss?: number }) =>
    roundsToAll({ direction: "push", nodes: 500, trials: 5, ...more });
  const usual = rounds({});
  assert(rounds({ fanout: 3 }) < usual - 3);
  assert(rounds({ loss: 0.3 }) > usual + 2);
});

Deno.test("informed: pull takes log₂ n + log₂ ln n rounds and some constant", () => {
  for (const nodes of [100, 600, 2000]) {
    const rounds = roundsToAll({ direction: "pull", nodes, trials: 8 });
    assert(Math.abs(rounds - pulling(nodes)) < 2, `${nodes}: ${rounds}, not ${pulling(nodes)}`);
  }
});

Deno.test("informed: in the first round of pull nobody asks the one who knows with probability 1/e", () => {
  const runs = uninformed({ direction: "pull", nodes: 60, trials: 400 });
  const none = runs.filter((after) => after[1] === 59).length / 400;
  assert(Math.abs(none - Math.exp(-1)) < 0.08, `${none}`);
});
