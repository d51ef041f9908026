/** Correct answers to exercise 04 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/04-failure/answers.ts";
import type { Patience, RunningSwim, Swim } from "../../exercises/04-failure/given.ts";
import { suite } from "../../exercises/04-failure/suite.ts";
import { swim as booksSwim } from "hb/membership/swim/swim.ts";
import { newsOf } from "hb/membership/swim/state.ts";
import { lifeguard } from "hb/membership/swim/settings.ts";
import { testStyles } from "./in_styles.ts";
import * as otherwise from "./failure_otherwise.ts";
import { swim } from "./failure_swim_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/04-failure", import.meta.url).href,
  suite,
);
const { patience, opinions, health, entry, rounds } = right;

/** Records as classes are, whose functions need `this`. */
class OfClass<M extends object> {
  readonly machine: M;

  constructor(machine: M) {
    this.machine = machine;
    for (const name of Object.keys(machine) as (keyof M & string)[]) {
      Object.defineProperty(this, name, {
        value(this: OfClass<M>, ...given: unknown[]) {
          return (this.machine[name] as (...given: unknown[]) => unknown)(...given);
        },
      });
    }
  }
}

const ofClass = <M extends object>(machine: M): M => new OfClass(machine) as unknown as M;

/** The book's own SWIM, with Lifeguard. */
const ofTheBook: Swim = {
  protocol: ({ lambda, suspicionMs, ...options }) => ({
    ...booksSwim({
      ...options,
      ...lifeguard,
      transmits: lambda,
      suspicionPeriods: suspicionMs / options.periodMs,
    }) as unknown as RunningSwim,
    of: (s, node) => node === s.self && s.incarnation < 0 ? undefined : newsOf(s, node),
  }),
};

/** A detector to which who was never heard has the life and the number before all others. */
const withSentinels: Patience = {
  start({ peers, firstMs, growMs }, io) {
    for (const peer of peers) io.wait(peer, firstMs);
    const all = peers.map((peer) =>
      [peer, { life: 0, sequence: 0, ms: firstMs, suspected: false }] as const
    );
    return { growMs, of: new Map(all) };
  },
  heard(s, peer, { life, sequence }, io) {
    const known = s.of.get(peer);
    if (known === undefined) return;
    const isNews = life > known.life || life === known.life && sequence > known.sequence;
    if (!isNews) return;
    if (known.suspected) {
      io.trust(peer);
      if (known.life === 0 || known.life === life) known.ms += s.growMs;
    }
    Object.assign(known, { life, sequence, suspected: false });
    io.wait(peer, known.ms);
  },
  expired(s, peer, io) {
    s.of.get(peer).suspected = true;
    io.suspect(peer);
  },
};

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...otherwise, swim },
  "of the book": { swim: ofTheBook },
  "with sentinels": { patience: withSentinels },
  "as classes": {
    patience: ofClass(patience),
    opinions: ofClass(opinions),
    health: ofClass(health),
    entry: ofClass(entry),
    rounds: ofClass(rounds),
    swim: ofClass(right.swim),
  },
};

testStyles(suite, right, styles);
