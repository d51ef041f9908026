/** Bugs of detectors by timeouts. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type {
  Any,
  Beat,
  NodeId,
  Patience,
  PatienceIo,
} from "../../../exercises/04-failure/given.ts";
import { patience } from "../patience.ts";

type Heard = (s: Any, peer: NodeId, beat: Beat, io: PatienceIo) => void;

const hears = (heard: Heard): Partial<Patience> => ({ heard });

/** The reference, which sees another heartbeat than came, given the last that was news. */
const taking = (change: (beat: Beat, last: Beat | null) => Beat) =>
  hears((s, peer, beat, io) => {
    const last = s.watched.get(peer)?.last ?? null;
    patience.heard(s, peer, change(beat, last), io);
  });

/** The reference, whose timeout after a heartbeat is otherwise. */
const growing = (grown: (before: number, after: number, s: Any, peer: NodeId) => number) =>
  hears((s, peer, beat, io) => {
    const watched = s.watched.get(peer), before = watched?.timeoutMs;
    patience.heard(s, peer, beat, {
      ...io,
      wait(peer, ms) {
        watched.timeoutMs = grown(before, ms, s, peer);
        io.wait(peer, watched.timeoutMs);
      },
    });
  });

const beside = new Map<NodeId, number>();

export const patienceMutants: Mutants<Answers> = {
  patience: {
    "stubborn: a timeout never grows": growing((before) => before),
    "too patient: it grows with each heartbeat": growing((before, _, s) => before + s.growMs),
    "doubles: it grows twofold with each mistake": growing((before, after) =>
      after > before ? 2 * before : after
    ),
    "gives up growing: after thirty mistakes it does not": growing((before, after, s) => {
      if (after > before) s.grown = (s.grown ?? 0) + 1;
      return s.grown > 30 ? before : after;
    }),
    "enough: no timeout is longer than half a second": growing((_, after) => Math.min(after, 500)),
    "anything goes: an old heartbeat is a sign of life": taking((beat, last) =>
      last === null ? beat : { life: Math.max(beat.life, last.life), sequence: last.sequence + 1 }
    ),
    "again: the same heartbeat twice is two": taking((beat, last) =>
      last?.life === beat.life && last.sequence === beat.sequence
        ? { ...beat, sequence: beat.sequence + 1 }
        : beat
    ),
    "one life: only numbers count": taking(({ sequence }) => ({ life: 1, sequence })),
    "former life: a greater number of an earlier life counts": taking((beat, last) =>
      last !== null && beat.sequence > last.sequence ? { ...beat, life: last.life } : beat
    ),
    "small numbers: numbers are of 16 bits": taking(({ life, sequence }) => ({
      life,
      sequence: sequence & 0xffff,
    })),
    "small lives: lives are of 32 bits": taking(({ life, sequence }) => ({
      life: life | 0,
      sequence,
    })),
    "back in a new life: that was a mistake, too": taking((beat, last) =>
      last !== null && beat.life > last.life
        ? { life: last.life, sequence: last.sequence + 1 }
        : beat
    ),
    "born again: in a new life it is as patient as at first": hears((s, peer, beat, io) => {
      const watched = s.watched.get(peer);
      if (watched !== undefined && watched.last !== null && beat.life > watched.last.life) {
        watched.timeoutMs = 100;
      }
      patience.heard(s, peer, beat, io);
    }),
    "no seed: who was never heard is not waited for": {
      start: (rules, io) => patience.start(rules, { ...io, wait: () => {} }),
    },
    "once: who was heard is not waited for again": hears((s, peer, beat, io) =>
      patience.heard(s, peer, beat, { ...io, wait: () => {} })
    ),
    "no second chance: who was suspected is not waited for again": hears((s, peer, beat, io) => {
      const { suspected } = s.watched.get(peer) ?? {};
      patience.heard(s, peer, beat, suspected ? { ...io, wait: () => {} } : io);
    }),
    "grudge: who was suspected is so for ever": hears((s, peer, beat, io) => {
      if (!s.watched.get(peer)?.suspected) patience.heard(s, peer, beat, io);
    }),
    "silent trust: it is trusted again, and nobody is told": hears((s, peer, beat, io) =>
      patience.heard(s, peer, beat, { ...io, trust: () => {} })
    ),
    "loud trust: each heartbeat says that its sender is trusted": hears((s, peer, beat, io) => {
      const { last, suspected } = s.watched.get(peer) ?? {};
      patience.heard(s, peer, beat, io);
      if (!suspected && s.watched.get(peer)?.last !== last) io.trust(peer);
    }),
    "unspoken: a suspicion is not said": {
      expired: (s, peer, io) => patience.expired(s, peer, { ...io, suspect: () => {} }),
    },
    "shared: a mistake about one is one about all": hears((s, peer, beat, io) => {
      const before = s.watched.get(peer)?.timeoutMs;
      patience.heard(s, peer, beat, io);
      const after = s.watched.get(peer)?.timeoutMs;
      if (after === before) return;
      for (const each of s.watched.values()) {
        each.timeoutMs += each === s.watched.get(peer) ? 0 : s.growMs;
      }
    }),
    "the first: only the first peer is waited for at first": {
      start: (rules, io) =>
        patience.start(rules, {
          ...io,
          wait: (peer, ms) => peer === rules.peers[0] && io.wait(peer, ms),
        }),
    },
    "late growth: it waits longer only the time after": hears((s, peer, beat, io) => {
      const before = s.watched.get(peer)?.timeoutMs;
      patience.heard(s, peer, beat, { ...io, wait: (peer) => io.wait(peer, before) });
    }),
    "strangers: whoever is heard is watched": hears((s, peer, beat, io) => {
      if (!s.watched.has(peer)) {
        s.watched.set(peer, { timeoutMs: 100, last: null, suspected: false });
      }
      patience.heard(s, peer, beat, io);
    }),
    "node 0: it is no node": {
      start: ({ peers, ...rules }, io) =>
        patience.start({ ...rules, peers: peers.filter((peer) => peer) }, io),
    },
    "five bits: nodes whose numbers differ by 32 are one": hears((s, peer, beat, io) =>
      patience.heard(
        s,
        peer % 32 in s ? peer : s.watched.has(peer % 32) ? peer % 32 : peer,
        beat,
        io,
      )
    ),
    "records: all heartbeats are kept": hears((s, peer, beat, io) => {
      s.all = [...s.all ?? [], beat];
      patience.heard(s, peer, beat, io);
    }),
    "beside: timeouts are kept beside the state": hears((s, peer, beat, io) => {
      const watched = s.watched.get(peer);
      if (watched?.last != null) watched.timeoutMs = beside.get(peer) ?? watched.timeoutMs;
      patience.heard(s, peer, beat, io);
      if (watched !== undefined) beside.set(peer, watched.timeoutMs);
    }),
    "late first: a new life that is first heard at a later number was a mistake": taking((
      beat,
      last,
    ) =>
      last !== null && beat.life > last.life && beat.sequence > 1
        ? { life: last.life, sequence: last.sequence + 1 }
        : beat
    ),
    "five peers: no more are watched": {
      start: ({ peers, ...rules }, io) =>
        patience.start({ ...rules, peers: peers.slice(0, 5) }, io),
    },
    "ten seconds: a timeout is never longer": growing((_, after) => Math.min(after, 10_000)),
  },
};
