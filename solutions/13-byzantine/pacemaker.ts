/** Part 9. The pacemaker. @module */

import {
  type Entrance,
  type NodeId,
  type PaceIo,
  type Pacemaker,
  type PacemakerRules,
  type PaceMessage,
  sign,
  type Signed,
  type Wish,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";

/** What is remembered. */
export interface State {
  readonly rules: PacemakerRules;
  view: number;
  /** The highest view that it has wanted; 0: none. */
  wanted: number;
  /** How many views in a row wishes have led to. */
  failures: number;
  /** The highest wish of each, its own too. */
  readonly wishes: Map<NodeId, Signed<Wish>>;
}

/** How it is decided. */
export interface Ways {
  readonly quorum: (n: number) => number;
  readonly weak: (n: number) => number;
  readonly patience: (viewMs: number, failures: number) => number;
  readonly isWish: (rules: PacemakerRules, statement: Wish) => boolean;
  readonly isVoter: (rules: PacemakerRules, signer: NodeId) => boolean;
  readonly isEntrance: (
    rules: PacemakerRules,
    entrance: Entrance,
    quorum: number,
  ) => boolean;
  /** Which view f + 1 of these, the highest first, want at least. */
  readonly joined: (others: readonly number[], weak: number) => number;
  readonly replaces: (wish: number, known: number) => boolean;
  readonly wants: (s: State) => number;
  readonly supports: (wish: number, view: number) => boolean;
  readonly failuresAfter: (failures: number) => number;
}

const everybody = ({ replicas }: PacemakerRules) => [...Array(replicas).keys()];

export const ways: Ways = {
  quorum: certificates.quorum,
  weak: certificates.weak,
  patience: (viewMs, failures) => viewMs * 2 ** Math.min(failures, 10),
  isWish: ({ cluster }, statement) => statement.kind === "wish" && statement.cluster === cluster,
  isVoter: ({ replicas }, signer) => signer < replicas,
  isEntrance: (rules, entrance, quorum) =>
    certificates.isCertificate(entrance, everybody(rules), quorum),
  joined: (others, weak) => others[weak - 1] ?? 0,
  replaces: (wish, known) => wish > known,
  wants: ({ wanted, view }) => Math.max(wanted, view + 1),
  supports: (wish, view) => wish === view,
  failuresAfter: () => 0,
};

export function pacemakerWith(own: Partial<Ways> = {}): Pacemaker<State> {
  const way = { ...ways, ...own };
  const tell = ({ rules }: State, message: PaceMessage, io: PaceIo) => {
    for (const to of everybody(rules)) if (to !== io.self) io.send(to, message);
  };
  const await_ = ({ rules, failures }: State, io: PaceIo) =>
    io.wait(way.patience(rules.viewMs, failures));
  const want = (s: State, wish: number, io: PaceIo) => {
    const signed = sign(io, { kind: "wish", cluster: s.rules.cluster, wish } as const);
    s.wanted = wish;
    s.wishes.set(io.self, signed);
    tell(s, { type: "wish", wish: signed }, io);
  };
  const enter = (s: State, view: number, io: PaceIo) => {
    s.view = view;
    s.failures++;
    io.enter(view);
    await_(s, io);
  };
  /** Goes along, and on, as far as the wishes say. */
  const gather = (s: State, io: PaceIo) => {
    const { replicas } = s.rules;
    const others = [...s.wishes.values()].filter(({ signer }) => signer !== io.self)
      .map(({ statement }) => statement.wish).sort((a, b) => b - a);
    const joined = way.joined(others, way.weak(replicas));
    if (joined > s.wanted && joined > s.view) want(s, joined, io);
    for (const { statement } of s.wishes.values()) {
      if (statement.wish <= s.view) continue;
      const same = [...s.wishes.values()].filter((each) =>
        way.supports(each.statement.wish, statement.wish)
      );
      if (same.length < way.quorum(replicas)) continue;
      const signers = same.map(({ signer }) => signer).sort((a, b) => a - b);
      tell(s, { type: "entrance", entrance: { signers, statement } }, io);
      return enter(s, statement.wish, io);
    }
  };
  return {
    start(rules, io) {
      const s: State = { rules, view: 1, wanted: 0, failures: 0, wishes: new Map() };
      await_(s, io);
      return s;
    },
    overdue(s, io) {
      want(s, way.wants(s), io);
      await_(s, io);
      gather(s, io);
    },
    wish(s, wish, io) {
      const { signer, statement } = wish;
      if (!way.isWish(s.rules, statement) || !way.isVoter(s.rules, signer)) return;
      if (!way.replaces(statement.wish, s.wishes.get(signer)?.statement.wish ?? 0)) return;
      s.wishes.set(signer, wish);
      gather(s, io);
    },
    entrance(s, entrance, io) {
      const { statement } = entrance;
      if (!way.isWish(s.rules, statement) || statement.wish <= s.view) return;
      if (!way.isEntrance(s.rules, entrance, way.quorum(s.rules.replicas))) return;
      enter(s, statement.wish, io);
    },
    certified(s, view, io) {
      if (view < s.view) return;
      s.view = view + 1;
      s.failures = way.failuresAfter(s.failures);
      io.enter(s.view);
      await_(s, io);
    },
  };
}

export const pacemaker: Pacemaker<State> = pacemakerWith();
