/**
 * Histories in which something would have to come before itself, in as many steps as one likes: at random
 * such a circle is nearly always one of two steps, which is easily told.
 *
 * @module
 */

import type { Random } from "../../sim/random.ts";
import { processes, registers, values } from "./draw.ts";
import { type Done, type Memory, oneByOne, read, write } from "./histories.ts";

/** What a circle is made of. */
export interface Circle {
  /** Of how many writes. */
  readonly writes: number;
  /** Whether it closes; else it is a chain, with its last link missing. */
  readonly closed: boolean;
  /** How many operations that say nothing come in between; default 0. */
  readonly idle?: number;
}

/** What one process does, before it is known who it is. */
type Session = ((process: number) => Done)[];

const reading = (key: string, value: number | null) => (process: number) =>
  read(process, key, value);
const writing = (key: string, value: number) => (process: number) => write(process, key, value);

/** Each writes after it has read what the one before wrote; where it closes, the first read the last. */
export function causalCircle(random: Random, { writes, closed, idle = 0 }: Circle): Memory {
  const links = linked(random, writes, () => false);
  const sessions = links.map(({ key, value }, i): Session => {
    const before = links.at(i - 1)!;
    const open = i === 0 && !closed;
    return [reading(before.key, open ? null : before.value), writing(key, value)];
  });
  return merged(random, sessions, idle);
}

/**
 * Each write comes before the next, since it is its cause, or since some process knew of both and returned
 * the next; all must be arbitrated so, and where it closes cannot be.
 */
export function arbitrationCircle(random: Random, { writes, closed, idle = 0 }: Circle): Memory {
  const links = linked(random, writes, () => random.chance(0.6));
  const sessions = links.map(({ key, value }): Session => [writing(key, value)]);
  const readers: Session[] = [];
  for (const [i, { key, value }] of links.entries()) {
    if (i === 0 && !closed) continue;
    const at = (i + writes - 1) % writes, before = links[at]!;
    if (before.key !== key) sessions[i]!.unshift(reading(before.key, before.value));
    else if (random.chance(0.5)) sessions[at]!.push(reading(key, value));
    else readers.push([reading(before.key, before.value), reading(key, value)]);
  }
  return merged(random, [...sessions, ...readers], idle);
}

/**
 * A register is written twice, and a chain of causes leads from there to a read of it, which returns the
 * second value; where the circle closes, it returns the first, or null.
 */
export function staleEnd(random: Random, { writes, closed, idle = 0 }: Circle): Memory {
  const [older, newer] = values(random) as [number, number];
  const links = linked(random, writes, () => false);
  const sessions = links.map(({ key, value }, i): Session => {
    const before = links[i - 1];
    const first = [writing("stale", older), writing("stale", newer)];
    return [...before ? [reading(before.key, before.value)] : first, writing(key, value)];
  });
  sessions.at(-1)!.push(reading("stale", closed ? random.chance(0.5) ? older : null : newer));
  return merged(random, sessions, idle);
}

/** Writes in a circle; `same` says whether the next one is of the same register. */
function linked(
  random: Random,
  count: number,
  same: () => boolean,
): { key: string; value: number }[] {
  const keys = registers(random, 3);
  const fresh = new Map(keys.map((key) => [key, values(random)]));
  let key = keys[0]!;
  return Array.from({ length: count }, () => {
    if (!same()) key = keys[random.below(keys.length)]!;
    return { key, value: fresh.get(key)!.pop()! };
  });
}

/** The sessions of as many processes, one operation after the other, in any order that keeps theirs. */
function merged(random: Random, sessions: readonly Session[], idle: number): Memory {
  const names = processes(random, sessions.length);
  const left = sessions.map((session, i) => session.map((step) => step(names[i]!)));
  for (let i = 0; i < idle; i++) {
    const at = random.below(left.length);
    left[at]!.splice(random.below(left[at]!.length + 1), 0, read(names[at]!, "idle", null));
  }
  const done: Done[] = [];
  for (let some = left; some.length > 0; some = some.filter(({ length }) => length > 0)) {
    done.push(some[random.below(some.length)]!.shift()!);
  }
  return oneByOne(done);
}
