/**
 * Gossip (Demers, Greene, Hauser, Irish, Larson, Shenker, Sturgis, Swinehart and Terry 1987, *Epidemic algorithms
 * for replicated database maintenance*, PODC): news spreads from node to node like a disease. Whoever has heard a
 * rumour tells it to others at random until it seems to be known, and anti-entropy finds whom it has missed.
 *
 * A client tells a node, which gives the rumour an id. Every node delivers it once. What a node has heard
 * survives its crashes; what it was spreading does not, as the back-up makes up for that. With feedback, a node goes
 * on as long as nobody tells it that the rumour is known: also where all whom it calls are down.
 *
 * @module
 */

import { usualWith } from "../../model/kinds.ts";
import type { Protocol } from "../../model/protocol.ts";
import { backup } from "./backup.ts";
import { age, hear } from "./hearing.ts";
import { type GossipIo, type Message, rumourId, type Saved, type Timer } from "./messages.ts";
import { mongering } from "./mongering.ts";
import { type Gossip, type Rules, rules } from "./rules.ts";
import { assertSettings, type Settings, settings } from "./settings.ts";
import type { State } from "./state.ts";

/** The protocol of each node. Throws when settings do not go together. */
export function gossip(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const setting: Settings = usualWith("gossip", settings, chosen);
  assertSettings(setting);
  const how: Gossip = { ...setting, rules: { ...rules, ...wrong } };
  const spreading = mongering(how), comparing = backup(how);
  return {
    start(io, journal) {
      if (how.direction !== "push") io.wait(1 + io.choose(how.phaseMs), { type: "round" });
      if (how.backupMs < Infinity) io.wait(1 + io.choose(how.phaseMs), { type: "backup" });
      return born(io, journal, how);
    },
    upon: {
      tell(s, { body, from }, io) {
        const id = rumourId(io.self, ++s.sequence);
        hear(s, [{ id, body, ageMs: 0 }], io, how);
        io.answer(from, id);
      },
      ...spreading.upon,
      ...comparing.upon,
    },
    after: { ...spreading.after, ...comparing.after },
    // Every record is a rumour of its own.
    compact: (journal) => [...journal],
  };
}

/** A node that knows what it saved, and spreads none of it. */
export function born(io: GossipIo, journal: readonly Saved[], how: Gossip): State {
  const own = journal.filter(({ id }) => id.startsWith(`${io.self}.`)).length;
  const saved = how.rules.restored(journal);
  const s: State = {
    known: new Map(
      saved.map(({ id, body, since }) => [id, { body, at: since, since, told: 0, useless: 0 }]),
    ),
    forgotten: new Map(),
    hot: new Map(),
    calls: { since: io.now(), taken: 0 },
    hunts: 0,
    sequence: how.rules.sequence(own),
    delivered: saved.length,
    latest: [],
    broken: 0,
  };
  age(s, io.now(), how);
  return s;
}
