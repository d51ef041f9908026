import { suite } from "../../exercises/05-rumours/suite.ts";
import { mutants } from "../../solutions/05-rumours/mutants.ts";
import { exerciseOf, gradeMutant } from "./half_done.ts";
const ex = await exerciseOf(suite);
import { explainRun } from "hb/grade/report.ts";
for (const m of Deno.args) { const [p, ...w] = m.split(":"); const r = gradeMutant(ex, mutants as any, [p as any, w.join(":")]); console.log("####", m, "\n" + explainRun(r as any)); }
