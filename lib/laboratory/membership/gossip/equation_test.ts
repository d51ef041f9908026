import { assert, assertEquals } from "@std/assert";
import { remaining } from "./equation.ts";
import { residue } from "./residue.ts";

Deno.test("equation: what it says solves it, and is what the paper says for small k", () => {
  for (const feedback of [true, false]) {
    for (const k of [2, 3, 4, 5]) {
      const s = remaining({ feedback, k }), exponent = feedback ? k + 1 : k;
      assert(s < 0.3 && Math.abs(s - Math.exp(-exponent * (1 - s))) < 1e-9, `${k}: ${s}`);
    }
  }
  // "At k = 1 this formula suggests that 20% will miss the rumor, while at k = 2 only 6% will miss it."
  assertEquals([1, 2].map((k) => remaining({ feedback: true, k }).toFixed(2)), ["0.20", "0.06"]);
});

Deno.test("equation: blind, with one child on average, nobody hears", () => {
  assertEquals(remaining({ feedback: false, k: 1 }), 1);
});

Deno.test("equation: a thousand nodes leave what it says", () => {
  for (const feedback of [true, false]) {
    const run = residue({ direction: "push", feedback, interest: "coin", k: 2, trials: 10 });
    const solved = remaining({ feedback, k: 2 });
    assert(Math.abs(run.residue / solved - 1) < 0.2, `${run.residue}, ${solved}`);
  }
});
