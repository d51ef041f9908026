import { suite } from "../exercises/15-multiraft/suite.ts";
import { gradePart } from "../lib/grade/suite.ts";
import { storeMutants } from "../solutions/15-multiraft/mutants/store.ts";
const part = suite.parts.find((p: any) => p.name === "store" || p.id === "store") ?? suite.parts.at(-1)!;
const ms = (storeMutants as any).store;
for (const name of Object.keys(ms).filter((n) => n.startsWith("stubborn"))) {
  const t = performance.now();
  const r = await (gradePart as any)(suite, part, { store: ms[name] });
  console.log(name, JSON.stringify(r).slice(0, 1500), performance.now() - t);
}
