/** Right answers to parts 7 and 8 of exercise 14 that are built otherwise than the solution. */

import {
  type Bounded,
  cannot,
  type Node,
  type PlacedKey,
  type Smooth,
} from "../../exercises/14-placement/given.ts";

/** Loads in a record by place; the bound is worked out for whoever is asked. */
const boundedByPlace: Bounded<{ ids: string[]; weights: number[]; loads: number[]; part: number }> =
  {
    start(nodes, epsilon) {
      if (typeof epsilon !== "number" || !(epsilon >= 0) || !Number.isFinite(epsilon)) {
        throw new RangeError();
      }
      const sorted = [...nodes].sort((a, b) => a.id < b.id ? -1 : 1);
      return {
        ids: sorted.map(({ id }) => id),
        weights: sorted.map(({ weight }) => weight ?? 1),
        loads: sorted.map(() => 0),
        part: 1 + epsilon,
      };
    },
    take(s, walk) {
      return boundedStep(s, walk, s.loads.reduce((a, b) => a + b, 1));
    },
    release(s, id) {
      const at = s.ids.indexOf(id);
      if (at < 0 || s.loads[at] === 0) throw new RangeError(id);
      s.loads[at]!--;
    },
    assign(nodes, epsilon, keys, walk) {
      const s = boundedByPlace.start(nodes, epsilon), placed = new Map<string, string>();
      const names = new Set(keys.map(({ key }) => key));
      const sorted = [...keys].sort((a, b) =>
        a.hash === b.hash ? (a.key < b.key ? -1 : 1) : a.hash - b.hash
      );
      for (const { key, hash } of sorted) {
        if (!placed.has(key)) placed.set(key, boundedStep(s, walk(hash), names.size));
      }
      return placed;
    },
  };

function boundedStep(
  s: { ids: string[]; weights: number[]; loads: number[]; part: number },
  walk: Iterable<string>,
  things: number,
): string {
  const all = s.weights.reduce((a, b) => a + b, 0);
  const hasRoom = (at: number) =>
    s.loads[at]! < Math.ceil(s.part * things * (s.weights[at]! / all));
  for (const id of walk) {
    const at = s.ids.indexOf(id);
    if (!hasRoom(at)) continue;
    s.loads[at]!++;
    return id;
  }
  const at = s.ids.findIndex((_, place) => hasRoom(place));
  if (at < 0) throw new RangeError("nobody");
  s.loads[at]!++;
  return s.ids[at]!;
}

/** Things are a list of names, one for each. */
const boundedByList: Bounded<{ nodes: Node[]; epsilon: number; things: string[] }> = {
  start(nodes, epsilon) {
    if (epsilon < 0 || Number.isNaN(epsilon) || epsilon === Infinity) {
      throw cannot("start", "epsilon", `${epsilon}`);
    }
    return { nodes: nodes.map(({ id, weight = 1 }) => ({ id, weight })), epsilon, things: [] };
  },
  take: (s, walk) => listed(s, walk, s.things.length + 1),
  release(s, id) {
    const at = s.things.lastIndexOf(id);
    if (at === -1) throw cannot("release", "it must be there", id);
    s.things.splice(at, 1);
  },
  assign(nodes, epsilon, keys, walk) {
    const s = boundedByList.start(nodes, epsilon), once: Record<string, PlacedKey> = {};
    for (const each of keys) once[each.key] = each;
    const names = Object.keys(once).sort();
    names.sort((a, b) => once[a]!.hash - once[b]!.hash);
    return new Map(names.map((key) => [key, listed(s, walk(once[key]!.hash), names.length)]));
  },
};

function listed(
  s: { nodes: Node[]; epsilon: number; things: string[] },
  walk: Iterable<string>,
  things: number,
): string {
  let sum = 0;
  for (const { weight } of s.nodes) sum += weight!;
  const has = (id: string) => s.things.filter((each) => each === id).length;
  const most = (id: string) =>
    Math.ceil(things * (1 + s.epsilon) * s.nodes.find((each) => each.id === id)!.weight! / sum);
  const names = s.nodes.map(({ id }) => id).sort();
  for (const list of [walk, names]) {
    for (const id of list) {
      if (has(id) >= most(id)) continue;
      s.things.push(id);
      return id;
    }
  }
  throw cannot("take", "somebody must be there", "nobody");
}

const isWhole = (weight: number) => Number.isInteger(weight) && weight >= 0;

interface Turn {
  readonly server: number;
  weight: number;
  credit: number;
}

/** A list that is kept sorted; who is picked pays first, and then all are credited. */
class SortedTurns {
  static start(): { turns: Turn[] } {
    return { turns: [] };
  }
  static add({ turns }: { turns: Turn[] }, server: number, weight: number): void {
    if (!isWhole(weight) || SortedTurns.#at(turns, server) >= 0) throw new RangeError();
    turns.push({ server, weight, credit: 0 });
    turns.sort((a, b) => a.server - b.server);
  }
  static remove({ turns }: { turns: Turn[] }, server: number): void {
    const at = SortedTurns.#at(turns, server);
    if (at < 0) throw new RangeError();
    turns.splice(at, 1);
  }
  static weigh({ turns }: { turns: Turn[] }, server: number, weight: number): void {
    const at = SortedTurns.#at(turns, server);
    if (at < 0 || !isWhole(weight)) throw new RangeError();
    const { credit, weight: before } = turns[at]!;
    turns[at] = { server, weight, credit: before === 0 ? 0 : credit };
  }
  static pick({ turns }: { turns: Turn[] }, tried: readonly number[]): number {
    const ready = turns.filter(({ weight }) => weight !== 0);
    let among = ready.filter(({ server }) => tried.indexOf(server) < 0);
    if (among.length === 0) among = ready;
    if (among.length === 0) throw new RangeError("nobody");
    const richest = Math.max(...among.map(({ credit, weight }) => credit + weight));
    const best = among.find(({ credit, weight }) => credit + weight === richest)!;
    best.credit -= among.reduce((sum, { weight }) => sum + weight, 0);
    for (const turn of among) turn.credit += turn.weight;
    return best.server;
  }
  static #at(turns: readonly Turn[], server: number): number {
    return turns.findIndex((turn) => turn.server === server);
  }
}

/** Weights and credits apart; a credit that is not there is 0. */
const smoothByMaps: Smooth<{ weights: Map<number, number>; credits: Map<number, number> }> = {
  start: () => ({ weights: new Map(), credits: new Map() }),
  add(s, server, weight) {
    if (s.weights.has(server) || !isWhole(weight)) throw new RangeError();
    s.weights.set(server, weight);
  },
  remove(s, server) {
    if (!s.weights.has(server)) throw new RangeError();
    s.weights.delete(server);
    s.credits.delete(server);
  },
  weigh(s, server, weight) {
    if (!s.weights.has(server) || !isWhole(weight)) throw new RangeError();
    s.weights.set(server, weight);
    if (weight === 0) s.credits.delete(server);
  },
  pick(s, tried) {
    const all = [...s.weights.keys()].filter((server) => s.weights.get(server)! > 0);
    const fresh = all.filter((server) => !new Set(tried).has(server));
    let best = -1, sum = 0;
    for (const server of fresh.length === 0 ? all : fresh) {
      const weight = s.weights.get(server)!, credit = (s.credits.get(server) ?? 0) + weight;
      sum += weight;
      s.credits.set(server, credit);
      const most = best < 0 ? -Infinity : s.credits.get(best)!;
      if (credit > most || credit === most && server < best) best = server;
    }
    if (best < 0) throw new RangeError();
    s.credits.set(best, s.credits.get(best)! - sum);
    return best;
  },
};

/** Two answers to each part. */
export const turns = [
  { bounded: boundedByPlace as Bounded, smooth: SortedTurns as unknown as Smooth },
  { bounded: boundedByList as Bounded, smooth: smoothByMaps as Smooth },
] as const;
