import { kit } from "hb/replication/crdt/gossip/kit.ts";
import { anyKit } from "hb/kit/kit.ts";
import { exploreInstance } from "hb/kit/find.ts";
for (const name of Object.keys(kit.instances)) {
  const t = performance.now();
  const r = exploreInstance(anyKit(kit), name, undefined);
  console.log(name, r.unique, r.complete, Math.round(performance.now() - t), JSON.stringify(r.findings.map((f: any) => f.name ?? f)).slice(0, 600));
}
