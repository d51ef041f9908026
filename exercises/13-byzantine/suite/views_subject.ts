/** A small PBFT, without checkpoints and clients, whose changes of views are the reader's. @module */

import { shown } from "hb/grade/part.ts";
import type { Io, NodeId, Protocol } from "hb/model/protocol.ts";
import { sign } from "hb/security/identity/signed.ts";
import { leaderOf } from "../digest.ts";
import type {
  NewView,
  NewViewRules,
  NewViews,
  OrderMessage,
  PrePrepare,
  Signed,
} from "../given.ts";
import { sizesOf } from "./did.ts";
import { born, isShaped, type Message, type Replica, type Slot } from "./views_messages.ts";

type Timer = { readonly type: "late" };
type ReplicaIo = Io<Message, Timer>;

const CLUSTER = "pbft", LATE_MS = 150, MOST = 20, KEPT = 60;

/** All replicas run it. */
export function smallPbft(views: NewViews, replicas: number): Protocol<Replica, Message, Timer> {
  const rules: NewViewRules = { cluster: CLUSTER, replicas, size: MOST, nothing: "null" };
  const { quorum, weak } = sizesOf(replicas);
  const tell = (io: ReplicaIo, message: Message) => {
    for (let to = 0; to < replicas; to++) if (to !== io.self) io.send(to, message);
  };
  const slotOf = ({ slots }: Replica, sequence: number): Slot => {
    const slot = slots.get(sequence) ??
      { prePrepare: null, prepared: false, prepares: new Map(), commits: new Map() };
    slots.set(sequence, slot);
    return slot;
  };
  const isDone = (s: Replica) =>
    s.wanted.every((digest) => [...s.committed.values()].includes(digest));
  const arm = (s: Replica, io: ReplicaIo) =>
    io.wait(LATE_MS * 2 ** Math.min(s.tries, 8), { type: "late" });
  const accept = (s: Replica, prePrepare: Signed<PrePrepare>, io: ReplicaIo) => {
    const slot = slotOf(s, prePrepare.statement.sequence);
    if (slot.prePrepare !== null) return;
    slot.prePrepare = prePrepare;
    if (leaderOf(s.view, replicas) === io.self) return;
    slot.prepares.set(io.self, prePrepare.statement.digest);
    tell(io, {
      type: "prepare",
      prepare: sign(io, { ...prePrepare.statement, kind: "prepare" } as const),
    });
  };
  const propose = (s: Replica, io: ReplicaIo) => {
    if (s.changing || leaderOf(s.view, replicas) !== io.self) return;
    const there = [...s.slots.values()].map(({ prePrepare }) => prePrepare?.statement.digest);
    for (const digest of s.wanted) {
      if (there.includes(digest) || s.given >= MOST) continue;
      const statement = {
        kind: "prePrepare",
        cluster: CLUSTER,
        view: s.view,
        sequence: ++s.given,
        digest,
      } as const;
      const prePrepare = sign(io, statement);
      tell(io, { type: "prePrepare", prePrepare });
      accept(s, prePrepare, io);
    }
  };
  const advance = (s: Replica, io: ReplicaIo) => {
    for (const [sequence, slot] of s.slots) {
      const { prePrepare, prepares, commits } = slot;
      if (prePrepare === null) continue;
      const { statement } = prePrepare, { digest } = statement;
      const signers = [...prepares].filter(([, each]) => each === digest).map(([node]) => node)
        .sort((a, b) => a - b);
      if (!slot.prepared && signers.length >= quorum - 1) {
        slot.prepared = true;
        s.proofs.push({
          prePrepare,
          prepares: { signers, statement: { ...statement, kind: "prepare" } },
        });
        commits.set(io.self, digest);
        tell(io, { type: "commit", commit: sign(io, { ...statement, kind: "commit" } as const) });
      }
      const said = [...commits.values()].filter((each) => each === digest).length;
      if (slot.prepared && said >= quorum) s.committed.set(sequence, digest);
    }
    if (isDone(s) && !s.changing) {
      s.tries = 0;
      io.cancel("late");
    }
  };
  /** A statement of a view that is under way here, or is to come. */
  const hear = (s: Replica, message: OrderMessage, from: NodeId, io: ReplicaIo) => {
    const { signer, statement } =
      ("prePrepare" in message
        ? message.prePrepare
        : "prepare" in message
        ? message.prepare
        : message.commit) as Signed<PrePrepare>;
    const { view, sequence, digest, cluster, kind } = statement;
    if (
      signer !== from || cluster !== CLUSTER || (kind as string) !== message.type ||
      typeof digest !== "string"
    ) return;
    if (!Number.isInteger(view) || !Number.isInteger(sequence) || sequence < 1 || sequence > MOST) {
      return;
    }
    if (view > s.view || view === s.view && s.changing) {
      if (s.early.length < KEPT * replicas) s.early.push(message);
      return;
    }
    if (view < s.view || signer >= replicas) return;
    const slot = slotOf(s, sequence), isPrimary = signer === leaderOf(view, replicas);
    if (message.type === "prePrepare") {
      if (isPrimary && sequence > 0) accept(s, message.prePrepare, io);
    } else if (message.type === "commit") {
      slot.commits.set(signer, slot.commits.get(signer) ?? digest);
    } else if (!isPrimary) slot.prepares.set(signer, slot.prepares.get(signer) ?? digest);
    advance(s, io);
  };
  const supporters = ({ came }: Replica, isWanted: (view: number) => boolean) => {
    const valid = came.filter((each) =>
      isWanted(each.statement.view) && views.isViewChange(shown(rules), shown(each))
    );
    return [...new Map(valid.map((each) => [each.signer, each.statement.view]))];
  };
  const change = (s: Replica, view: number, io: ReplicaIo) => {
    s.view = view;
    s.changing = true;
    s.tries++;
    s.slots = new Map();
    const executed = [...Array(MOST).keys()].findIndex((at) => !s.committed.has(at + 1));
    const log = { executed, stable: null, proofs: s.proofs };
    s.own = sign(io, views.want(shown(rules), shown(log), view));
    s.came.push(s.own);
    tell(io, { type: "viewChange", viewChange: s.own });
    arm(s, io);
    begin(s, io);
  };
  const begin = (s: Replica, io: ReplicaIo) => {
    if (!s.changing || leaderOf(s.view, replicas) !== io.self) return;
    const beginning = views.begin(shown(rules), s.view, shown(s.came));
    if (beginning === null) return;
    const prePrepares = beginning.prePrepares.map((each) => sign(io, each));
    const { viewChanges } = beginning;
    const newView = sign(
      io,
      { kind: "newView", cluster: CLUSTER, view: s.view, viewChanges, prePrepares } as const,
    );
    tell(io, { type: "newView", newView });
    adopt(s, newView.statement, io);
  };
  const adopt = (s: Replica, { view, prePrepares }: NewView, io: ReplicaIo) => {
    s.view = view;
    s.changing = false;
    s.slots = new Map();
    s.given = prePrepares.length;
    for (const each of prePrepares) accept(s, each, io);
    const { early } = s;
    s.early = [];
    if (!isDone(s)) arm(s, io);
    for (const message of early) {
      const signed = Object.values(message).find((each) => typeof each === "object") as {
        signer: NodeId;
      };
      hear(s, message, signed.signer, io);
    }
    propose(s, io);
    advance(s, io);
  };
  return {
    start: born,
    upon: {
      ask(s, { digest }, io) {
        s.wanted.push(digest);
        if (!s.changing) arm(s, io);
        propose(s, io);
      },
      prePrepare: (s, { from, ...message }, io) => hear(s, message, from, io),
      prepare: (s, { from, ...message }, io) => hear(s, message, from, io),
      commit: (s, { from, ...message }, io) => hear(s, message, from, io),
      viewChange(s, { from, viewChange }, io) {
        if (!isShaped(viewChange) || viewChange.signer !== from || viewChange.statement.view <= 0) {
          return;
        }
        // Liars may say much, and of each the last words are kept.
        s.came = [
          ...s.came.filter(({ signer }) => signer !== from),
          ...s.came.filter(({ signer }) => signer === from).slice(-3),
          viewChange,
        ];
        const later = supporters(s, (view) => view > s.view).map(([, view]) => view);
        if (later.length >= weak) change(s, Math.min(...later), io);
        else begin(s, io);
      },
      newView(s, { newView }, io) {
        const { statement: { view, viewChanges, prePrepares } } = newView;
        if (!(view > s.view || view === s.view && s.changing)) return;
        if (
          !Array.isArray(viewChanges) || !viewChanges.every(isShaped) || !Array.isArray(prePrepares)
        ) return;
        if (views.isNewView(shown(rules), shown(newView))) adopt(s, newView.statement, io);
      },
    },
    after: {
      late(s: Replica, _: Timer, io: ReplicaIo) {
        if (!s.changing) {
          if (!isDone(s)) change(s, s.view + 1, io);
        } else if (supporters(s, (view) => view === s.view).length >= quorum) {
          change(s, s.view + 1, io);
        } else {
          tell(io, { type: "viewChange", viewChange: s.own! });
          arm(s, io);
        }
      },
    },
  };
}
