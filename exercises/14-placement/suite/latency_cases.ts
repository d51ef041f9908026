/** What happens to servers of which response times are known. @module */

import { drawn } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import { shorter } from "./scripts.ts";
import { NUMBERINGS } from "./servers.ts";

type Ending = "answered" | "failed";

/** What happens, so many ms after what was before. */
export interface Event {
  readonly type: "add" | "remove" | "started" | Ending | "expected" | "pick";
  readonly server: number;
  readonly after: number;
  readonly latencyMs?: number;
  readonly tried?: readonly number[];
}

export interface Case {
  readonly decayMs: number;
  readonly events: readonly Event[];
}

const does = (type: Event["type"], server: number, after = 0, latencyMs?: number): Event => ({
  type,
  server,
  after,
  ...(latencyMs === undefined ? {} : { latencyMs }),
});
const pick = (after = 0, ...tried: number[]): Event => ({
  type: "pick",
  server: 0,
  after,
  ...(tried.length > 0 ? { tried } : {}),
});

export function* cases(): Generator<Case> {
  for (const type of ["remove", "started", "expected", "pick"] as const) {
    yield { decayMs: 100, events: [does(type, 1)] };
  }
  yield { decayMs: 100, events: [does("add", 1), does("add", 1)] };
  for (const end of ["answered", "failed"] as const) {
    const one = [does("add", 1), does("started", 1)], look = does("expected", 1, 50);
    yield { decayMs: 100, events: [does("add", 1), does(end, 1, 0, 20), look] };
    yield { decayMs: 100, events: [does(end, 1, 0, 20)] };
    for (const took of [1, 10, 40, 1000, 2000]) {
      const ends = does(end, 1, 30, took);
      yield { decayMs: 100, events: [...one, ends, look] };
      yield {
        decayMs: 100,
        events: [...one, ends, does("started", 1), does("answered", 1, 70, 5), look],
      };
      yield {
        decayMs: 100,
        events: [...one, does("answered", 1, 30, 40), does("started", 1), ends, look],
      };
      const again = [does("started", 1), does("failed", 1, 60, 1)];
      yield {
        decayMs: 100,
        events: [...one, ends, ...again, ...again, look, does("expected", 1, 400)],
      };
    }
    yield {
      decayMs: 100,
      events: [...one, does("remove", 1), does("add", 1), does(end, 1, 0, 9), look],
    };
  }
  // An error that came fast sets nothing: not the time either.
  const learned = [does("add", 1), does("started", 1), does("answered", 1, 0, 40)];
  yield {
    decayMs: 100,
    events: [
      ...learned,
      ...[does("started", 1), does("failed", 1, 60, 1)],
      ...[does("started", 1), does("answered", 1, 30, 5), does("expected", 1)],
    ],
  };
  const three = [3, 1, 2].map((server) => does("add", server));
  yield { decayMs: 100, events: [...three, pick(), pick(0, 1), pick(0, 1, 2), pick(0, 1, 2, 3)] };
  const numbers = [10, 9, 2].map((server) => does("add", server));
  yield { decayMs: 100, events: [...numbers, pick(), pick(0, 2)] };
  // Numbers that are alike in a few bits.
  for (const servers of NUMBERINGS) {
    const come = servers.map((server) => does("add", server));
    yield { decayMs: 100, events: [...come, pick(), ...servers.map((server) => pick(0, server))] };
  }
  // Latencies that are no whole numbers, or days; and times since a long time ago.
  for (const took of [0.4, 0.5, 12.75, 30_000, 2 ** 31, 1e10]) {
    const ends = does("answered", 1, 0, took), again = does("answered", 1, 30, took / 3);
    const one = [does("add", 1), does("started", 1)];
    yield { decayMs: 100, events: [...one, ends, does("expected", 1)] };
    yield {
      decayMs: 100,
      events: [...one, ends, does("started", 1), again, does("expected", 1, 20)],
    };
  }
  const two = [1, 2].map((server) => does("add", server)), both = [1, 2];
  const learnedOf = (...took: number[]) =>
    both.flatMap((server, i) => [does("started", server), does("answered", server, 0, took[i])]);
  yield { decayMs: 100, events: [...two, ...learnedOf(9e9, 8e9), pick()] };
  yield { decayMs: 100, events: [...two, ...learnedOf(0.4, 0.3), pick()] };
  // However little is left, it is less than more, and more than nothing.
  yield { decayMs: 100, events: [...two, ...learnedOf(20, 10), pick(3000)] };
  yield {
    decayMs: 100,
    events: [
      does("add", 1),
      does("started", 1),
      does("failed", 1, 0, 1),
      does("expected", 1, 3000),
    ],
  };
  // One was slow once, and is asked nothing from then on.
  const slow = [does("add", 1), does("add", 2), does("started", 1), does("answered", 1, 0, 900)];
  const turns = Array.from(
    { length: 30 },
    () => [does("started", 2), does("answered", 2, 20, 20), pick()],
  ).flat();
  yield { decayMs: 100, events: [...slow, ...turns] };
  yield* drawn(400, "latency", (random, at): Case => {
    const decayMs = [50, 100, 10_000][random.below(3)]!;
    const servers = NUMBERINGS[random.below(NUMBERINGS.length)]!.slice(0, 4);
    const events = Array.from({ length: 2 + at % 40 }, () => drawEvent(random, servers, decayMs));
    // A clock may begin in 1970.
    if (random.chance(0.2)) events[0] = { ...events[0]!, after: 1.7e12 };
    return { decayMs, events };
  });
  // Many servers, of which the last one has nothing, and more requests than a byte counts.
  const many = Array.from({ length: 130 }, (_, server) => does("add", server));
  const busy = many.slice(0, -1).map(({ server }) => does("started", server));
  yield { decayMs: 100, events: [...many, ...busy, pick()] };
  const all = Array.from({ length: 256 }, () => does("started", 1));
  yield { decayMs: 100, events: [does("add", 1), ...all, does("expected", 1)] };
}

function drawEvent(random: Random, servers: readonly number[], decayMs: number): Event {
  const server = servers[random.below(servers.length)]!;
  const after = random.chance(0.3) ? 0 : random.chance(0.03) ? 30 * decayMs : random.below(200);
  const which = random.below(20), latencyMs = drawLatency(random);
  if (which < 3) return does("add", server, after);
  if (which < 4) return does("remove", server, after);
  if (which < 9) return does("started", server, after);
  if (which < 13) return does("answered", server, after, latencyMs);
  if (which < 15) return does("failed", server, after, latencyMs);
  if (which < 17) return does("expected", server, after);
  return random.chance(0.7)
    ? pick(after)
    : pick(after, ...servers.filter(() => random.chance(0.4)));
}

function drawLatency(random: Random): number {
  if (random.chance(0.1)) return 0;
  if (random.chance(0.1)) return random.below(400) / 8;
  if (random.chance(0.05)) return 10 ** (4 + random.below(6));
  return 1 + random.below(random.chance(0.2) ? 3000 : 60);
}

export function* smaller(given: Case): Generator<Case> {
  yield* shorter(given);
  for (const [at, event] of given.events.entries()) {
    if (event.after > 0) yield { ...given, events: given.events.with(at, { ...event, after: 0 }) };
  }
}
