import { multiraft } from "hb/multiraft/multiraft.ts";
import { labels } from "hb/multiraft/labels.ts";
import { World } from "hb/sim/world.ts";
import { messageOf } from "hb/laboratory/multiraft/keyspace.ts";
const world = new World({
  protocol: multiraft({ ranges: [
      { group: 1, start: "", end: "g", members: [0, 1, 2] },
      { group: 2, start: "g", end: null, members: [2, 3, 4] },
    ]}), nodes: 5, seed: 1,
  clients: { workload: [[
    { at: 1500, input: { type: "put", key: "apple", value: "red" } },
    { at: 2000, input: { key: "t", order: { type: "split", at: "p", child: 3 } } },
  ]], ask: (i: any) => messageOf(i) } as any,
});
world.run(3000);
const L = labels as any;
for (const e of world.trace as any[]) {
  if (e.at < 1990 || e.at > 2450) continue;
  if (e.kind === "send" && e.body.type !== "beats" && e.body.type !== "beatReplies") console.log(e.at, e.from, "->", e.to, L.message(e.body));
  if (e.kind==="timer" && e.timer.type !== "tick") console.log(e.at, "timer", e.node, JSON.stringify(e.timer));
}
console.log(world.history.map((h: any) => [h.invokedAt, h.endedAt]));
