/** More bugs of part 11: leaders that start again, views that are left, and large numbers. @module */

import { nested } from "hb/model/nested.ts";
import { type Any, chiefOf, type WholeHotStuff } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { type Own, whole, wholeWith } from "../whole.ts";
import { ways } from "../whole_chain.ts";
import type { State } from "../whole_state.ts";

type Whole = WholeHotStuff<State>;

/** The solution that starts otherwise: `found` is what it finds of what it has saved. */
const starting = (
  change: (s: State) => void,
  found = (journal: readonly Any[], _self: number, _replicas: number): readonly Any[] => journal,
): Whole =>
(rules) => {
  const own = whole(rules) as Own;
  return {
    ...own,
    start(io, journal) {
      const s = own.start(io, found(journal, io.self, rules.replicas));
      change(s);
      return s;
    },
  };
};

/** The solution whose memory is changed after each message. */
const tidied = (change: (s: State) => void): Whole => (rules) => {
  const own = whole(rules) as Own;
  const upon = Object.fromEntries(
    Object.entries(own.upon).map(([type, handler]) => [
      type,
      (s: State, message: Any, io: Any) => {
        (handler as Any)(s, message, io);
        change(s);
      },
    ]),
  );
  return { ...own, upon } as Own;
};

/** The solution that ignores some of what comes. */
const deaf =
  (type: "proposal" | "request", isIgnored: (message: Any) => boolean): Whole => (rules) => {
    const own = whole(rules) as Own;
    const handler = own.upon[type] as (s: State, message: Any, io: Any) => void;
    return {
      ...own,
      upon: {
        ...own.upon,
        [type]: (s: State, message: Any, io: Any) =>
          isIgnored(message) ? undefined : handler(s, message, io),
      },
    } as Own;
  };

/** Only the first so many are kept, or only the last. */
function bounded<K>(map: Map<K, unknown>, most: number, which: "first" | "last"): void {
  while (map.size > most) {
    map.delete((which === "last" ? [...map.keys()][0] : [...map.keys()].at(-1))!);
  }
}

export const moreWholeMutants: Readonly<Record<string, Whole>> = {
  "proposes again: a leader that starts again does not know that it has": starting((s) => {
    s.proposed = 0;
  }),
  "a leader's own vote is not saved: it starts again as if it had not led": starting(
    (s) => {
      s.proposed = 0;
    },
    (journal, self, replicas) =>
      journal.map((each) =>
        each.type === "voted" && chiefOf(each.voted?.view ?? 0, replicas) === self
          ? { ...each, voted: null }
          : each
      ),
  ),
  "hears nobody: a leader whom wishes have made one proposes at once": wholeWith({
    isTold: () => true,
  }),
  "hears f + 1: of whom one is loyal, and need not have seen the lock": wholeWith({
    isTold: (heard) => heard >= 2,
  }),
  "votes on: in the view that it wants to leave": wholeWith({ isLeaving: () => false }),
  "the next view: its leader is the same": wholeWith({
    wants: (view, wanted) => Math.max(wanted, view + 1),
  }),
  "further and further: each time a later view is wanted": wholeWith({
    wants: (view, wanted) => ways.wants(Math.max(view, wanted), wanted),
  }),
  "never calm: once patient, it is patient for ever": wholeWith({ calmed: (failures) => failures }),
  "a forged genesis: of any view": wholeWith({
    isGenuine: (rules, certificate, quorum) =>
      certificate.statement.block === "genesis"
        ? certificate.signers.length === 0 && certificate.statement.cluster === rules.cluster
        : ways.isGenuine(rules, certificate, quorum),
  }),
  "a quorum of five at most: ten replicas are too many": wholeWith({
    quorum: (n) => Math.min(5, certificates.quorum(n)),
  }),
  "sessions of three clients: the others are forgotten": tidied((s) =>
    bounded(s.sessions, 3, "last")
  ),
  "a pool of three: what more clients ask for is lost": tidied((s) => bounded(s.pool, 3, "first")),
  "small requests: none is counted above twenty": deaf(
    "proposal",
    ({ block }) => block.commands.some(({ statement }: Any) => statement.timestamp >= 20),
  ),
  "answers again at first: and not when many requests have come": (rules) => {
    const own = whole(rules) as Own;
    return {
      ...own,
      upon: {
        ...own.upon,
        request: (s, message, io) =>
          own.upon.request(
            s,
            message,
            nested(io, {
              send: (to, each) =>
                each.type === "reply" && each.timestamp >= 5 ? undefined : io.send(to, each),
            }),
          ),
      },
    };
  },
  "a thousand views: later certificates are none": wholeWith({
    isGenuine: (rules, certificate, quorum) =>
      certificate.statement.view <= 1000 && ways.isGenuine(rules, certificate, quorum),
  }),
  "views of 32 bits: they begin again": wholeWith({
    mayVote: (view, voted) => (view | 0) > (voted | 0),
  }),
};
