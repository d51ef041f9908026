/** What gateways ask of a range, as it comes: late, twice, and of an earlier start. @module */

import type { Random } from "hb/sim/random.ts";
import type { NodeId, Operation, Stamp } from "../given.ts";
import { reads } from "./right_range.ts";

/** What comes. */
export interface Asked {
  readonly stamp: Stamp | null;
  readonly operation: Operation;
}

/** Who asks; gateways are nodes, and have any numbers. */
const GATEWAYS: readonly NodeId[] = [0, 1, 12];

/** Draws a value; an empty text is one, too. */
const aValue = (random: Random) => ["", "v1", "v2", "v3", "v4", "v5"][random.below(6)]!;

/** Draws an operation on these keys. */
export function anOperation(random: Random, keys: readonly string[], value: string): Operation {
  const key = keys[random.below(keys.length)]!;
  switch (random.below(9)) {
    case 0:
      return { type: "delete", key };
    case 1:
    case 2:
      return { type: "get", key };
    case 3: {
      const last = random.chance(0.2) ? null : keys[random.below(keys.length)]!;
      const end = last === null || last > key ? last : null;
      return { type: "scan", key, end, limit: random.chance(0.5) ? 1 + random.below(2) : 100 };
    }
    case 4:
    case 5: {
      const expected = random.chance(0.5) ? null : aValue(random);
      return { type: "cas", key, expected, value };
    }
    default:
      return { type: "put", key, value };
  }
}

/** What three gateways send, in an order in which it may come. */
export function askedBy(random: Random, keys: readonly string[], count: number): Asked[] {
  const sent = GATEWAYS.map((gateway) => sentBy(random, gateway, keys, count));
  const at = GATEWAYS.map(() => 0), came: Asked[] = [];
  for (let i = 0; i < count; i++) {
    const who = random.below(GATEWAYS.length), all = sent[who]!;
    const next = random.chance(0.7) ? at[who]!++ : random.below(at[who]! + 1);
    const each = all[Math.min(next, all.length - 1)];
    if (each !== undefined) came.push(each);
  }
  return came;
}

function sentBy(random: Random, gateway: NodeId, keys: readonly string[], count: number): Asked[] {
  let boot = [0, 1, 2, 9][random.below(4)]!, next = 0;
  const pending = new Map<number, Operation>(), sent: Asked[] = [];
  const send = (sequence: number) => {
    const operation = pending.get(sequence)!, lowest = Math.min(...pending.keys());
    sent.push({
      stamp: reads(operation) ? null : { gateway, boot, sequence, lowest },
      operation,
    });
  };
  while (sent.length < count) {
    const which = random.below(20), all = [...pending.keys()];
    if (which === 0) {
      boot++;
      next = 0;
      pending.clear();
    } else if (which < 10 || all.length === 0) {
      pending.set(next, anOperation(random, keys, aValue(random)));
      send(next++);
    } else if (which < 15) send(all[random.below(all.length)]!);
    else pending.delete(all[random.below(all.length)]!);
  }
  return sent;
}
