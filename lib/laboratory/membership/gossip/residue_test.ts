import { assert } from "@std/assert";
import { law, lawWithLimit, published, residue } from "./residue.ts";

/** Whether a measured share is that of the paper, as exactly as so few trials tell. */
function near(measured: number, expected: number, tolerance: number, what: string): void {
  assert(Math.abs(measured / expected - 1) <= tolerance, `${what}: ${measured}, not ${expected}`);
}

Deno.test("residue: with feedback and counters it is that of table 1", () => {
  for (const [nth, row] of published["feedback and counter"].entries()) {
    const variant = { direction: "push", feedback: true, interest: "counter", k: nth + 1 } as const;
    const measured = residue({ ...variant, trials: 6 });
    near(measured.residue, row.residue, nth < 3 ? 0.25 : 0.6, `residue for k = ${nth + 1}`);
    near(measured.traffic, row.traffic, 0.05, `traffic for k = ${nth + 1}`);
    near(measured.lastDelay, row.lastDelay, 0.1, `last delay for k = ${nth + 1}`);
  }
});

Deno.test("residue: blind and with a coin it is that of table 2", () => {
  for (const [nth, row] of published["blind and coin"].entries()) {
    const variant = { direction: "push", feedback: false, interest: "coin", k: nth + 1 } as const;
    const measured = residue({ ...variant, trials: 6 });
    near(measured.residue, row.residue, nth < 3 ? 0.2 : 0.5, `residue for k = ${nth + 1}`);
    // With k = 1 one node after the other has it, and how long that lasts varies much.
    near(measured.traffic, row.traffic, nth === 0 ? 0.7 : 0.07, `traffic for k = ${nth + 1}`);
  }
});

Deno.test("residue: whoever pushes keeps to the law e^−m, and whoever pulls does better", () => {
  for (const feedback of [true, false]) {
    for (const interest of ["counter", "coin"] as const) {
      const { residue: s, traffic } = residue({
        direction: "push",
        feedback,
        interest,
        k: 2,
        trials: 5,
      });
      near(s, law(traffic), 0.2, `${feedback} ${interest}`);
    }
  }
  const pull = { direction: "pull", feedback: true, interest: "counter", k: 2 } as const;
  const { residue: s, traffic } = residue({ ...pull, trials: 5 });
  assert(s < law(traffic) / 5, `${s} and ${law(traffic)}`);
});

Deno.test("residue: where two that bring news at once have not both brought news, more is left over", () => {
  const variant = { direction: "push", feedback: true, interest: "counter", k: 3 } as const;
  const [at, after] = [true, false].map((together) =>
    residue({ ...variant, together, trials: 10 })
  );
  assert(after!.residue > 1.15 * at!.residue && after!.traffic < at!.traffic);
  near(after!.residue, law(after!.traffic), 0.15, "one after the other");
});

Deno.test("residue: a connection limit makes push do better and pull worse for its traffic, and hunting undoes that", () => {
  const of = (direction: "push" | "pull", more: { connectionLimit?: number; hunts?: number }) =>
    residue({ direction, feedback: true, interest: "counter", k: 2, trials: 5, ...more });
  const push = of("push", { connectionLimit: 1 });
  assert(push.residue < law(push.traffic) / 1.5, `${push.residue}, not ${law(push.traffic)}`);
  assert(push.residue > lawWithLimit(push.traffic));
  const [free, limited, hunting] = [
    of("pull", {}),
    of("pull", { connectionLimit: 1 }),
    of("pull", { connectionLimit: 1, hunts: 8 }),
  ];
  assert(limited!.residue > 3 * free!.residue, `${limited!.residue} and ${free!.residue}`);
  assert(hunting!.residue < limited!.residue, `${hunting!.residue} and ${limited!.residue}`);
});

Deno.test("residue: blind and with k = 1 a rumour goes from one to one until it meets one who knows: √(πn/2) copies", () => {
  const nodes = 300, blind = { feedback: false, interest: "coin", k: 1 } as const;
  const { traffic } = residue({ direction: "push", ...blind, nodes, trials: 200 });
  near(traffic * nodes, Math.sqrt(Math.PI * nodes / 2), 0.12, "copies");
});
