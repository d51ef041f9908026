/** Executions that the suite tries, and the order of their events as an observer computes it. @module */

import { frozen } from "hb/grade/frozen.ts";
import { Random } from "hb/sim/random.ts";
import type { Event, Execution } from "../events.ts";

/** An execution of `nodes` nodes, at random; one message in five is delivered twice. */
export function execution(seed: number, nodes = 3, length = 14): Execution {
  const random = new Random(seed, "execution");
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
      const to = (node + 1 + random.below(nodes - 1)) % nodes;
      open.push({ message: at, to, left: random.chance(0.2) ? 2 : 1 });
      events.push({ node, kind: "send", message: at });
    }
  }
  return frozen(events);
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

/** An event in words, for somebody who looks for it in a list. */
export function tell(event: Event, at: number): string {
  const what = event.kind === "step" ? "steps" : `${event.kind}s message ${event.message}`;
  return `${at}: node ${event.node} ${what}`;
}

/** A whole execution in words, one event after the other. */
export function tellAll(events: Execution): string {
  return events.map(tell).join("; ");
}

/** The execution up to its event `last`, without what has nothing to do with the events kept. */
export function shortened(
  events: Execution,
  keep: readonly number[],
  fails: (events: Execution, keep: readonly number[]) => boolean,
): { events: Execution; keep: readonly number[] } {
  let best = { events, keep };
  for (let at = events.length - 1; at >= 0; at--) {
    const place = best.keep.indexOf(at);
    if (place >= 0 || isSentLater(best.events, at)) continue;
    const shorter = {
      events: best.events.toSpliced(at, 1),
      keep: best.keep.map((each) => each > at ? each - 1 : each),
    };
    if (fails(shorter.events, shorter.keep)) best = shorter;
  }
  return best;
}

/** A message that is delivered must have been sent. */
function isSentLater(events: Execution, at: number): boolean {
  const event = events[at]!;
  return event.kind === "send" &&
    events.some((each) => each.kind === "deliver" && each.message === event.message);
}

/** The stamps of an execution under a clock. */
export function stampsOf<C>(
  events: Execution,
  clock: {
    first: C;
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
