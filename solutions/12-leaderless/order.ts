import { label, type Order } from "../../exercises/12-leaderless/given.ts";
import { components } from "./components.ts";

/** Moraru et al. 2013, section 4.3.2. */
export const order: Order = (all, dependsOn) => {
  const known = new Map(all.map((each) => [label(each.id), each]));
  const edges = (name: string) => dependsOn(known.get(name)!.id).map(label);
  return [...components(known.keys(), edges)].flatMap((members) =>
    members.map((name) => known.get(name)!).sort((a, b) =>
      a.sequence - b.sequence || a.id.replica - b.id.replica || a.id.slot - b.id.slot
    ).map(({ id }) => id)
  );
};
