/**
 * Small executions, drawn at random, and the order of their events as an observer computes it, by following
 * every way: what clocks are tried on.
 *
 * @module
 */

import { counted } from "../../model/counted.ts";
import { Random } from "../../sim/random.ts";

/** Something that happens at a node: a step of its own, the sending of a message, or its delivery. */
export type Event =
  & { readonly node: number }
  & (
    | { readonly kind: "step" }
    | { readonly kind: "send" | "deliver"; readonly message: number }
  );

/** An execution: events in the order in which an observer saw them. */
export type Execution = readonly Event[];

/**
 * An execution of `nodes` nodes, at random; one message in five is delivered twice, and one in five at two
 * nodes. The number of a message
 * says nothing of its place, and others have the same last bits and digits.
 */
export function execution(seed: number, nodes = 3, length = 14): Execution {
  const random = new Random(seed, "execution");
  counted("number of events", length);
  if (counted("number of nodes", nodes) < 2) {
    throw new RangeError(
      `Cannot draw an execution because it takes two nodes or more: given ${nodes}`,
    );
  }
  const numbers = messageNumbers(length, random);
  const open: { message: number; to: number; left: number }[] = [];
  const events: Event[] = [];
  for (let at = 0; at < length; at++) {
    const node = random.below(nodes);
    const mine = open.filter(({ to }) => to === node);
    if (mine.length > 0 && random.chance(0.6)) {
      const got = mine[random.below(mine.length)]!;
      if (--got.left === 0) open.splice(open.indexOf(got), 1);
      events.push({ node, kind: "deliver", message: got.message });
    } else if (random.chance(0.2)) events.push({ node, kind: "step" });
    else {
      const to = (node + 1 + random.below(nodes - 1)) % nodes, message = numbers[at]!;
      open.push({ message, to, left: random.chance(0.2) ? 2 : 1 });
      if (random.chance(0.2)) open.push({ message, to: (to + 1) % nodes, left: 1 });
      events.push({ node, kind: "send", message });
    }
  }
  return events;
}

/** As many different numbers, in any order: small ones from 0 on, and each again with more digits. */
function messageNumbers(count: number, random: Random): number[] {
  const more = [0, 10, 256, 1000, 2 ** 32];
  const all = Array.from(
    { length: count },
    (_, i) => Math.floor(i / more.length) + more[i % more.length]! * (i < more.length * 10 ? 1 : 3),
  );
  const numbers = [...new Set(all)];
  for (let next = 0; numbers.length < count; next++) {
    if (!numbers.includes(next)) numbers.push(next);
  }
  for (let at = numbers.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [numbers[at], numbers[other]] = [numbers[other]!, numbers[at]!];
  }
  return numbers;
}

/** So many executions, of two to five nodes, and a large one, if one is asked for. */
export function executions(
  count: number,
  large?: { readonly nodes: number; readonly length: number },
): Execution[] {
  const all = counted("number of executions", count);
  const some = Array.from({ length: all }, (_, i) => execution(i + 1, 2 + i % 4, 14));
  return large === undefined ? some : [...some, execution(1000, large.nodes, large.length)];
}

/** A message that is handed on from node to node, so often: a chain of which no event can be left out. */
export function relay(hops: number): Execution {
  return Array.from({ length: counted("number of hops", hops) }, (_, node): Event[] => [
    node === 0 ? { node, kind: "step" } : { node, kind: "deliver", message: hops - node },
    { node, kind: "send", message: hops - node - 1 },
  ]).flat();
}

/** Steps of one node among those of another. */
export function steps(count: number): Execution {
  return Array.from(
    { length: counted("number of steps", count) },
    (_, at): Event => ({ node: at % 3 === 1 ? 1 : 0, kind: "step" }),
  );
}

/** `order(a, b)`: whether event a happened before event b, by following every way backwards. */
export function observed(events: Execution): (a: number, b: number) => boolean {
  const past: Set<number>[] = [];
  events.forEach((event, at) => {
    const own = events.findLastIndex((each, i) => i < at && each.node === event.node);
    const sent = event.kind === "deliver"
      ? events.findIndex((each) => each.kind === "send" && each.message === event.message)
      : -1;
    const causes = [own, sent].filter((cause) => cause >= 0);
    past.push(new Set(causes.flatMap((cause) => [cause, ...past[cause]!])));
  });
  return (a, b) => past[b]!.has(a);
}

/** An execution in words, one event after the other. */
export function tellAll(events: Execution): string {
  return events.map((event, at) => {
    const what = event.kind === "step" ? "steps" : `${event.kind}s message ${event.message}`;
    return `${at}: node ${event.node} ${what}`;
  }).join("; ");
}

/** The execution without one of its events: one that is no send, or whose message never arrives. One is left. */
export function* smaller(events: Execution): Generator<Execution> {
  if (events.length === 1) return;
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]!;
    const isNeeded = event.kind === "send" &&
      events.some((each) => each.kind === "deliver" && each.message === event.message);
    if (!isNeeded) yield events.toSpliced(at, 1);
  }
}

/** The stamps of an execution under a clock. */
export function stampsOf<C>(
  events: Execution,
  clock: {
    readonly first: C;
    tick(time: C, node: number, at: number): C;
    receive(time: C, stamp: C, node: number, at: number): C;
  },
): C[] {
  const now = new Map<number, C>();
  const sent = new Map<number, C>();
  return events.map((event, at) => {
    const { node } = event;
    const time = now.get(node) ?? clock.first;
    const stamp = event.kind === "deliver"
      ? clock.receive(time, sent.get(event.message)!, node, at)
      : clock.tick(time, node, at);
    if (event.kind === "send") sent.set(event.message, stamp);
    now.set(node, stamp);
    return stamp;
  });
}
