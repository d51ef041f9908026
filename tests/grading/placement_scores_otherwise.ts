/** Right answers to parts 4 to 6 of exercise 14 that are built otherwise than the solution. */

import {
  cannot,
  type Jumps,
  type Maglev,
  type Rendezvous,
} from "../../exercises/14-placement/given.ts";

/** The least time until an alarm rings. */
const byAlarms: Rendezvous = {
  place: (nodes, hash) => byAlarms.replicas(nodes, hash, 1)[0]!,
  replicas(nodes, hash, count) {
    if (count % 1 !== 0 || count < 0 || count > nodes.length) throw new RangeError();
    const alarms = nodes.map(({ id, weight }) =>
      [-Math.log(hash(id)) / (weight ?? 1), id] as const
    );
    alarms.sort(([a, one], [b, other]) => a - b || (one > other ? 1 : -1));
    return alarms.slice(0, count).map(([, id]) => id);
  },
};

/** In another base, one best after the other. */
const oneByOne: Rendezvous = {
  place(nodes, hash) {
    if (nodes.length === 0) throw new RangeError("nobody");
    return oneByOne.replicas(nodes, hash, 1)[0]!;
  },
  replicas(nodes, hash, count) {
    if (!(Number.isInteger(count) && count >= 0 && count <= nodes.length)) {
      throw new RangeError("count");
    }
    const scores = new Map<string, number>(), chosen: string[] = [];
    for (const { id, weight = 1 } of nodes) scores.set(id, weight / -Math.log2(hash(id)));
    while (chosen.length < count) {
      let best: string | undefined;
      for (const [id, score] of scores) {
        const most = best === undefined ? -1 : scores.get(best)!;
        if (score > most || score === most && id < best!) best = id;
      }
      chosen.push(best!);
      scores.delete(best!);
    }
    return chosen;
  },
};

/** As the paper has it. */
const asInThePaper: Jumps = {
  bucket(draw, buckets) {
    if (!(buckets > 0) || buckets % 1 !== 0) throw new RangeError();
    let b = -1, j = 0;
    while (j < buckets) {
      b = j;
      j = Math.floor((b + 1) * (1 / draw()));
    }
    return b;
  },
  place(ids, draw) {
    const sorted = Array.from(ids);
    sorted.sort((a, b) => a < b ? -1 : 1);
    return sorted[asInThePaper.bucket(draw, sorted.length)]!;
  },
};

/** By calling itself; with one bucket it draws nothing. */
const byCalls: Jumps = {
  bucket(draw, buckets) {
    if (!Number.isSafeInteger(buckets) || buckets <= 0) {
      throw cannot("jump", "buckets", `${buckets}`);
    }
    const from = (bucket: number): number => {
      if (bucket === buckets - 1) return bucket;
      const next = Math.floor((bucket + 1) / draw());
      return next < buckets ? from(next) : bucket;
    };
    return from(0);
  },
  place: (ids, draw) => [...ids].sort()[byCalls.bucket(draw, ids.length)]!,
};

/** Names are sorted first, and entries are looked up in a map. */
const byMap: Maglev = (nodes, size, prefers) => {
  const isRight = Number.isInteger(size) && size >= nodes.length &&
    (size === 0 || nodes.length > 0);
  if (!isRight) throw new RangeError();
  const weights = new Map(nodes.map(({ id, weight }) => [id, weight ?? 1]));
  const names = [...weights.keys()].sort(), most = Math.max(...weights.values());
  const taken = new Map<number, string>(), asked = new Map<string, number>();
  for (let round = 1; taken.size < size; round++) {
    for (const id of names) {
      // How many turns it has had after this round, without keeping what is saved.
      const turns = (rounds: number) => Math.floor(rounds * weights.get(id)! / most);
      if (turns(round) === turns(round - 1) || taken.size === size) continue;
      let nth = asked.get(id) ?? 0;
      while (taken.has(prefers(id, nth))) nth++;
      taken.set(prefers(id, nth), id);
      asked.set(id, nth + 1);
    }
  }
  return Array.from({ length: size }, (_, entry) => taken.get(entry)!);
};

/** Each node is a generator of its preferences. */
const byGenerators: Maglev = (nodes, size, prefers) => {
  if (size < 0 || size % 1 !== 0) throw new RangeError("size");
  if (nodes.length > size || size > 0 && nodes.length === 0) throw new RangeError("nodes");
  const sorted = nodes.toSorted((a, b) => a.id < b.id ? -1 : 1),
    table: string[] = new Array(size).fill("");
  const wishes = sorted.map(function* ({ id }) {
    for (let nth = 0; nth < size; nth++) yield prefers(id, nth);
  });
  const owed = sorted.map(() => 0);
  let heaviest = 0, left = size;
  for (const { weight = 1 } of sorted) heaviest = weight > heaviest ? weight : heaviest;
  while (left > 0) {
    for (let i = 0; i < sorted.length && left > 0; i++) {
      owed[i]! += sorted[i]!.weight ?? 1;
      if (owed[i]! < heaviest) continue;
      owed[i]! -= heaviest;
      for (;;) {
        const entry = wishes[i]!.next().value as number;
        if (table[entry] !== "") continue;
        table[entry] = sorted[i]!.id;
        left--;
        break;
      }
    }
  }
  return table;
};

/** Two answers to each part. */
export const scores = [
  { rendezvous: byAlarms, jump: asInThePaper, maglev: byMap },
  { rendezvous: oneByOne, jump: byCalls, maglev: byGenerators },
] as const;
