/** Bugs of part 9. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { PaceIo } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { pacemaker, pacemakerWith, type State, ways } from "../pacemaker.ts";

/** The solution with another world. */
const inWorld = (change: (io: PaceIo, s: State) => Partial<PaceIo>) => ({
  overdue: (s: State, io: PaceIo) => pacemaker.overdue(s, { ...io, ...change(io, s) }),
  wish: (s: State, wish: never, io: PaceIo) => pacemaker.wish(s, wish, { ...io, ...change(io, s) }),
  entrance: (s: State, entrance: never, io: PaceIo) =>
    pacemaker.entrance(s, entrance, { ...io, ...change(io, s) }),
  certified: (s: State, view: number, io: PaceIo) =>
    pacemaker.certified(s, view, { ...io, ...change(io, s) }),
});

let beside: State | undefined;

export const pacemakerMutants: Mutants<Answers> = {
  pacemaker: {
    "a hundred views: wishes for later ones are none": {
      wish: (s, wish, io) =>
        wish.statement.wish > s.view + 100 ? undefined : pacemaker.wish(s, wish, io),
    },
    "views of 32 bits: far ahead is before the first": {
      entrance: (s, entrance, io) =>
        (entrance.statement.wish | 0) <= s.view ? undefined : pacemaker.entrance(s, entrance, io),
    },
    "timeout constant: where messages are slow no view brings anything": pacemakerWith({
      patience: (viewMs) => viewMs,
    }),
    "grows by adding: it takes too many views": pacemakerWith({
      patience: (viewMs, failures) => viewMs * (1 + failures),
    }),
    "no bound: in the end it waits for years": pacemakerWith({
      patience: (viewMs, failures) => viewMs * 2 ** failures,
    }),
    "doubles eight times: and then no more": pacemakerWith({
      patience: (viewMs, failures) => viewMs * 2 ** Math.min(failures, 8),
    }),
    "never patient again: what is certified does not set it back": pacemakerWith({
      failuresAfter: (failures) => failures,
    }),
    "no amplification: it goes along with nobody": pacemakerWith({ joined: () => 0 }),
    "goes along with one: a liar drives all on": pacemakerWith({ weak: () => 1 }),
    "goes along with f: liars drive all on": pacemakerWith({ weak: certificates.faults }),
    "goes along with a quorum: too late for who is left behind": pacemakerWith({
      weak: certificates.quorum,
    }),
    "to the highest: a liar says how far to go": pacemakerWith({
      joined: (others, weak) => others.length >= weak ? others[0]! : 0,
    }),
    "to the lowest: and then again, and again": pacemakerWith({
      joined: (others, weak) => others.length >= weak ? others.at(-1)! : 0,
    }),
    "a quorum of 2f: liars lead on half of them": pacemakerWith({
      quorum: (n) => 2 * certificates.faults(n),
    }),
    "works for f = 1 only: a quorum is three": pacemakerWith({ quorum: () => 3 }),
    "any wish: whoever wants any view is for this one": pacemakerWith({
      supports: () => true,
    }),
    "at least: who wants a later view is for this one, too": pacemakerWith({
      supports: (wish, view) => wish >= view,
    }),
    "the last wish: it falls": pacemakerWith({ replaces: () => true }),
    "signer not member: clients wish, too": pacemakerWith({ isVoter: () => true }),
    "any cluster: wishes from elsewhere count": pacemakerWith({
      isWish: (_, { kind }) => kind === "wish",
    }),
    "any sort: votes are wishes": pacemakerWith({
      isWish: ({ cluster }, statement) => statement.cluster === cluster,
    }),
    "duplicates counted twice: in what it is shown": pacemakerWith({
      isEntrance: ({ replicas }, { signers }, quorum) =>
        signers.length >= quorum && signers.every((signer) => signer < replicas),
    }),
    "believes entrances: whoever shows one": pacemakerWith({ isEntrance: () => true }),
    "strangers enter: anybody's signature counts": pacemakerWith({
      isEntrance: (_, { signers }, quorum) =>
        new Set(signers).size === signers.length && signers.length >= quorum,
    }),
    "jumps: each time it wants one view more": pacemakerWith({
      wants: ({ wanted, view }) => Math.max(wanted, view) + 1,
    }),
    "the next, always: it forgets what it wants": pacemakerWith({
      wants: ({ view }) => view + 1,
    }),
    "says it once: who did not hear it never will": {
      overdue(s, io) {
        const isSaid = s.wanted > s.view;
        pacemaker.overdue(s, isSaid ? { ...io, send() {} } : io);
      },
    },
    "waits once: sets no timer again": {
      overdue: (s, io) => pacemaker.overdue(s, { ...io, wait() {} }),
    },
    "gives up: after six times": {
      overdue(s: State & { times?: number }, io) {
        s.times = (s.times ?? 0) + 1;
        if (s.times <= 6) pacemaker.overdue(s, io);
      },
    },
    "keeps it to itself: nobody is shown the certificate": inWorld((io) => ({
      send: (to, message) => message.type === "entrance" ? undefined : io.send(to, message),
    })),
    "passes it on: whoever is shown a certificate shows it to all": {
      entrance(s, entrance, io) {
        const { view } = s;
        pacemaker.entrance(s, entrance, io);
        if (s.view === view) return;
        for (let to = 0; to < s.rules.replicas; to++) {
          if (to !== io.self) io.send(to, { type: "entrance", entrance });
        }
      },
    },
    "back: an earlier certificate leads to an earlier view": {
      certified(s, view, io) {
        s.view = Math.min(s.view, view);
        pacemaker.certified(s, view, io);
      },
    },
    "its own only: later views that are certified are left out": {
      certified(s, view, io) {
        if (view === s.view) pacemaker.certified(s, view, io);
      },
    },
    "leaves alone: who waits too long enters the next view at once": {
      overdue(s, io) {
        pacemaker.overdue(s, io);
        s.view++;
        io.enter(s.view);
      },
    },
    "forges: it makes a certificate of its own wish": {
      overdue(s, io) {
        pacemaker.overdue(s, io);
        const { replicas, cluster } = s.rules;
        const statement = { kind: "wish", cluster, wish: s.wanted } as const;
        const entrance = { signers: [...Array(replicas).keys()], statement };
        for (let to = 0; to < replicas; to++) {
          if (to !== io.self) io.send(to, { type: "entrance", entrance });
        }
      },
    },
    "tells four: the others are not told": inWorld((io) => ({
      send: (to, message) => to < 4 ? io.send(to, message) : undefined,
    })),
    "keeps the certificate's signers as they come: in its own order": pacemakerWith({
      ...ways,
      supports: (wish, view) => wish === view + 1 || wish === view,
    }),
    "beside: what is known is kept beside the state": {
      start: (rules, io) => beside = pacemaker.start(rules, io) as State,
      overdue: (_s, io) => pacemaker.overdue(beside!, io),
      wish: (_s, wish, io) => pacemaker.wish(beside!, wish, io),
      entrance: (_s, entrance, io) => pacemaker.entrance(beside!, entrance, io),
      certified: (_s, view, io) => pacemaker.certified(beside!, view, io),
    },
  },
};
