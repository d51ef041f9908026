/** Part 3: copies that do not fail together. */

import { cannot, type Replicas } from "../../exercises/14-placement/given.ts";
import { lookup } from "./lookup.ts";

export const replicas: Replicas = (ring, hash, count) => {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw cannot("place copies", "there must be a whole number of them", `${count}`);
  }
  if (count === 0) return [];
  const positions = { length: ring.length, at: (place: number) => ring.at(place).position };
  const start = lookup(positions, hash);
  const fresh: string[] = [], passed: string[] = [];
  const met = new Set<string>(), zones = new Set<string>();
  for (let i = 0; i < ring.length && fresh.length < count; i++) {
    const { id, zone } = ring.at((start + i) % ring.length);
    if (met.has(id)) continue;
    met.add(id);
    // Two kinds of names, as a zone may be called as a node is.
    const failing = zone === undefined ? `node ${id}` : `zone ${zone}`;
    if (zones.has(failing)) passed.push(id);
    else fresh.push(id);
    zones.add(failing);
  }
  const chosen = [...fresh, ...passed].slice(0, count);
  if (chosen.length === count) return chosen;
  throw cannot("place copies", "each is on its own node", `${count} copies, ${met.size} nodes`);
};
