/** What happens to requests of which servers are chosen. @module */

import { drawn } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import { drawRoster, NUMBERINGS, REFUSALS, type Roster } from "./servers.ts";

/** What happens to a request, or is asked. */
export type Event =
  | Roster
  | { readonly type: "started" | "answered" | "failed" | "underWay"; readonly server: number }
  | { readonly type: "pick"; readonly choices: number; readonly tried: readonly number[] };

export interface Case {
  readonly events: readonly Event[];
}

const add = (server: number, weight = 1): Roster => ({ type: "add", server, weight });
const is = (type: "started" | "answered" | "failed" | "underWay", server: number): Event => ({
  type,
  server,
});
const pick = (choices: number, ...tried: number[]): Event => ({ type: "pick", choices, tried });

export function* cases(): Generator<Case> {
  // What was refused has changed nothing.
  for (const events of REFUSALS) {
    yield { events };
    yield { events: [...events, pick(2)] };
  }
  for (const number of [1, 2, 5]) {
    yield { events: [pick(number)] };
    yield { events: [add(7, 0), pick(number)] };
    yield { events: [add(7), pick(number)] };
    yield { events: [add(1), add(2), pick(number)] };
    yield {
      events: [add(1), add(2), is("started", 1), pick(number), pick(number, 2), pick(number, 1, 2)],
    };
    yield {
      events: [add(1), add(2), add(3), add(4), is("started", 3), pick(number), pick(number, 3)],
    };
    yield {
      events: [
        add(1, 3),
        add(2, 1),
        ...[1, 1, 2].map((server) => is("started", server)),
        pick(number),
      ],
    };
    yield {
      events: [
        add(1, 2),
        add(2, 1),
        ...[1, 1, 2].map((server) => is("started", server)),
        pick(number),
      ],
    };
    yield { events: [add(1, 0), add(2), add(3), is("started", 2), pick(number)] };
  }
  for (const end of ["answered", "failed"] as const) {
    yield { events: [add(1), is(end, 1)] };
    yield { events: [is(end, 1)] };
    yield { events: [is("started", 1)] };
    yield { events: [add(1), is("started", 1), is(end, 1), is("underWay", 1), is(end, 1)] };
    const goes: Event = { type: "remove", server: 1 };
    yield {
      events: [
        add(1),
        is("started", 1),
        goes,
        is("underWay", 1),
        is(end, 1),
        is("underWay", 1),
        is(end, 1),
      ],
    };
    yield {
      events: [
        add(1),
        is("started", 1),
        is("started", 1),
        goes,
        add(1),
        is("underWay", 1),
        is(end, 1),
        is(end, 1),
      ],
    };
  }
  const starts = (server: number, count: number) =>
    Array.from({ length: count }, () => is("started", server));
  // More may be less for its weight, and equal counts may differ by little.
  yield { events: [add(1, 1000), add(2, 100), ...starts(1, 5), ...starts(2, 1), pick(2)] };
  yield {
    events: [add(1, 2 ** 24), add(2, 2 ** 24 + 1), is("started", 1), is("started", 2), pick(2)],
  };
  // Equals, of which one more than the other is found where a weight is turned over first.
  yield { events: [add(1, 5), add(2, 35), ...starts(1, 1), ...starts(2, 7), pick(2)] };
  // Numbers that are alike in a few bits.
  for (const servers of NUMBERINGS) {
    const come = servers.map((server) => add(server));
    for (const server of servers) {
      yield { events: [...come, is("started", server), pick(2), pick(2, server)] };
    }
  }
  yield { events: [add(1), add(2), is("started", 1), pick(100)] };
  const many = Array.from({ length: 20 }, (_, server) => add(server));
  yield { events: [...many, is("started", 3), is("started", 19), pick(2)] };
  yield* drawn(160, "choices", (random, at): Case => {
    const servers = NUMBERINGS[random.below(NUMBERINGS.length)]!;
    return { events: Array.from({ length: 3 + at % 30 }, () => drawEvent(random, servers)) };
  });
  // Many choices, and only one that has nothing.
  const busy = many.slice(1).map(({ server }) => is("started", server));
  yield { events: [...many.slice(0, 9), ...busy.slice(0, 8), pick(9)] };
  yield { events: [...many, ...busy, pick(20), pick(100)] };
  // Many servers, and more requests than a byte counts.
  yield { events: [...Array.from({ length: 130 }, (_, server) => add(server)), pick(1)] };
  yield { events: [add(1), ...starts(1, 256), is("underWay", 1), is("answered", 1)] };
}

function drawEvent(random: Random, servers: readonly number[]): Event {
  const server = servers[random.below(servers.length)]!;
  if (random.chance(0.3)) return drawRoster(random, servers);
  if (random.chance(0.35)) return is("started", server);
  if (random.chance(0.3)) return is(random.chance(0.5) ? "answered" : "failed", server);
  if (random.chance(0.15)) return is("underWay", server);
  const tried = random.chance(0.3) ? servers.filter(() => random.chance(0.4)) : [];
  return pick([1, 2, 2, 2, 3, 4][random.below(6)]!, ...tried);
}
