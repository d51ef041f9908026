/** `deno task bench [--check]`: what is measured beside its limit; `--check` fails on a missed target. */

import { measureIsolation } from "./isolation/isolation.ts";
import { met, table } from "./row.ts";
import { measureSimulator } from "./sim/sim.ts";

const unknown = Deno.args.find((argument) => argument !== "--check");
if (unknown !== undefined) {
  console.error(`Cannot run benchmarks as the only option is --check: given ${unknown}`);
  Deno.exit(2);
}
const rows = [...measureSimulator(), ...measureIsolation()];
console.log(table(rows));
if (Deno.args.includes("--check") && !rows.every(met)) Deno.exit(1);
