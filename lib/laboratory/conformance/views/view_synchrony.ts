/**
 * What view-synchronous groups promise to the applications of their members (Birman and Joseph 1987; the names are those
 * of Chockler, Keidar and Vitenberg 2001), judged by all that these have heard in all of their lives.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { Suite } from "../guarantee.ts";
import type { ViewSynchronous } from "./subject.ts";
import { inEachView, inStorms, type Life } from "./trouble.ts";

/** The suite of view-synchronous groups. */
export const viewSynchrony: Suite<ViewSynchronous> = {
  family: "view synchrony",
  guarantees: [
    {
      name: "self-inclusion",
      breach: (subject) =>
        inEachView(
          subject,
          ({ self }, { number, members }) =>
            members.includes(self) ? undefined : `${self} is not in its view ${number}`,
        ),
    },
    {
      name: "local monotony",
      breach: (subject) =>
        inStorms(subject, ({ lives }) => {
          for (const { self, views } of lives) {
            const at = views.findIndex(({ number }, i) =>
              i > 0 && number !== views[i - 1]!.number + 1
            );
            if (at > 0) {
              return `${self} goes from view ${views[at - 1]!.number} to ${views[at]!.number}`;
            }
          }
          return laterLives(lives);
        }),
    },
    {
      name: "agreement on views",
      breach: (subject) =>
        inStorms(subject, ({ lives }) => {
          const known = new Map<number, string>();
          for (const { self, views } of lives) {
            for (const { number, members } of views) {
              const text = members.join(" "), before = known.get(number) ?? text;
              known.set(number, before);
              if (
                before !== text
              ) return `${self} is in view ${number} of ${text}, others in ${before}`;
            }
          }
          return undefined;
        }),
    },
    {
      name: "primary partition",
      breach: (subject) => inStorms(subject, ({ lives }) => apart(lives)),
    },
    {
      name: "virtual synchrony",
      breach: (subject) =>
        inStorms(subject, ({ lives }) => {
          const known = new Map<number, string>();
          for (const { self, views } of lives) {
            // Who has not gone on to the next view may have heard what others have not.
            for (const { number, delivered } of views.slice(0, -1)) {
              const text = delivered.map(({ payload }) => payload).sort().join(" ");
              const before = known.get(number) ?? text;
              known.set(number, before);
              if (
                before !== text
              ) return `${self} has heard "${text}" in view ${number}, not "${before}"`;
            }
          }
          return undefined;
        }),
    },
    {
      name: "sending view delivery",
      breach: (subject) =>
        inEachView(subject, ({ self }, { number, delivered }) => {
          const other = delivered.find(({ view }) => view !== number);
          return other && `${self} hears "${other.payload}" of view ${other.view} in ${number}`;
        }),
    },
    {
      name: "no duplication, no creation",
      breach: (subject) =>
        inStorms(subject, ({ lives, asked }) => {
          for (const { self, views } of lives) {
            const all = views.flatMap(({ delivered }) => delivered.map(({ payload }) => payload));
            const twice = all.find((payload, i) => all.indexOf(payload) < i);
            if (twice !== undefined) return `${self} hears "${twice}" twice`;
            const made = all.find((payload) => !asked.has(payload));
            if (made !== undefined) return `${self} hears "${made}", which nobody has multicast`;
          }
          return undefined;
        }),
    },
    {
      name: "order of each sender",
      breach: (subject) =>
        inEachView(subject, ({ self }, { delivered }) => {
          const last = new Map<NodeId, number>();
          for (const { from, sequence, payload } of delivered) {
            if (sequence < (last.get(from) ?? 0)) return `${self} hears "${payload}" too late`;
            last.set(from, sequence);
          }
          return undefined;
        }),
    },
    {
      name: "progress after healing",
      breach: (subject) => inStorms(subject, ({ wrong, progress }) => wrong ?? progress),
    },
  ],
};

/** A later life of a node sees no view that an earlier one has seen. */
function laterLives(lives: readonly Life[]): string | undefined {
  for (const [i, { node, self, views }] of lives.entries()) {
    const seen = new Set(views.map(({ number }) => number));
    const later = lives.slice(i + 1).find((life) => life.node === node);
    const again = later?.views.find(({ number }) => seen.has(number));
    if (again !== undefined) return `${self} is in view ${again.number} in two lives`;
  }
  return undefined;
}

/** Less than half of a view in the next one, though nobody wanted to leave. */
function apart(lives: readonly Life[]): string | undefined {
  const known = new Map<number, readonly string[]>();
  for (const { views } of lives) {
    for (const { number, members } of views) known.set(number, known.get(number) ?? members);
  }
  for (const [number, members] of known) {
    const last = known.get(number - 1);
    if (last === undefined) continue;
    const left = last.filter((member) => members.includes(member));
    if (2 * left.length < last.length) {
      return `of view ${number - 1} only ${left.join(" and ")} are in the next one`;
    }
  }
  return undefined;
}
