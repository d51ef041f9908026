/** What all handlers of a node share: who keeps a key, what comes into the store, and how it is saved. @module */

import { receive } from "../../clocks/hybrid.ts";
import { encode } from "../../model/encode.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { hashOf } from "../../membership/anti_entropy/merkle/hash.ts";
import { change, emptyTree } from "../../membership/anti_entropy/merkle/tree.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { lifeRecord } from "./journal.ts";
import { type Placing, placingBy } from "./places.ts";
import { knownOf, shelf, type State } from "./state.ts";
import { type Actor, isSame as isSameContext, joined } from "./versions/context.ts";
import { type Copy, isGrave, isSame, latest, NOTHING } from "./versions/copy.ts";

/** What a node has effects by. */
export type DynamoIo = Io<Message, Timer, Saved>;
/** Its protocol. */
export type Own = Protocol<State, Message, Timer, Saved>;

/** What handlers do with a node's state. */
export interface Core extends Placing {
  /** The settings. */
  readonly setting: Settings;
  /** The rules. */
  readonly rule: Rules;
  /** The name under which this node makes dots. */
  actor(s: Readonly<State>, node: NodeId): Actor;
  /** What two copies know together, as the settings have it. */
  merge(own: Copy, other: Copy): Copy;
  /** All that this node knows of a key. */
  known(s: Readonly<State>, key: string): Copy;
  /** Moves the clock on to what a copy shows. */
  hear(s: State, copy: Copy, io: DynamoIo): void;
  /** Takes in a copy, its own or for a home; false if there is no room. */
  keep(s: State, key: string, copy: Copy, home: NodeId | null, io: DynamoIo): boolean;
  /** Gives up a copy; a node that has made dots for it takes another name. */
  giveUp(s: State, key: string, home: NodeId | null, io: DynamoIo): void;
  /** Builds the hash trees anew. */
  plant(s: State, io: DynamoIo): void;
  /** Saves a record. */
  save(record: Saved, io: DynamoIo): void;
}

/** The parts of a node with these settings and rules. */
export function coreOf(setting: Settings, rule: Rules): Core {
  const siblings = setting.conflict === "siblings";
  const merge = (own: Copy, other: Copy): Copy =>
    siblings ? rule.merged(own, other) : lastOf(own, other, rule.later);
  const save = (record: Saved, io: DynamoIo) => {
    const saved = rule.saved(record);
    if (saved !== null) io.save(saved);
  };
  const actor = ({ birth, bornAt, epoch }: Readonly<State>, node: NodeId) =>
    rule.actorOf({ node, birth, bornAt, epoch });
  const placing = placingBy(setting);
  const trees = treesOf(setting, placing.homes);
  const known = (s: Readonly<State>, key: string) => knownOf(s, key, merge);
  const plant: Core["plant"] = (s, io) => {
    s.trees.clear();
    for (const [key, copy] of s.store) trees.follow(s, key, undefined, copy, io);
  };
  const { keep, giveUp } = shelving({
    setting,
    rule,
    merge,
    known,
    actor,
    save,
    follow: trees.follow,
  });
  return { ...placing, setting, rule, actor, merge, known, hear, keep, giveUp, plant, save };
}

/** How copies come and go. */
function shelving(
  { setting, rule, merge, known, actor, save, follow }:
    & Pick<Core, "setting" | "rule" | "merge" | "known" | "actor" | "save">
    & ReturnType<typeof treesOf>,
): Pick<Core, "keep" | "giveUp"> {
  const giveUp: Core["giveUp"] = (s, key, home, io) => {
    const copies = home === null ? s.store : shelf(s.hints, home), copy = copies.get(key);
    if (copy === undefined) return;
    copies.delete(key);
    if (home === null) follow(s, key, copy, undefined, io);
    else if (copies.size === 0) s.hints.delete(home);
    save({ type: "copy", key, home, copy: null, count: s.count }, io);
    const own = actor(s, io.self), made = copy.seen.get(own) ?? 0;
    const remembers = (known(s, key).seen.get(own) ?? 0) >= made;
    if (home === null || remembers || !rule.isRenamed()) return;
    s.epoch++;
    save(lifeRecord(s), io);
  };
  const keep: Core["keep"] = (s, key, copy, home, io) => {
    const copies = home === null ? s.store : s.hints.get(home), before = copies?.get(key);
    const isNews = home !== null && before === undefined;
    if (isNews && !rule.hasRoom(copies?.size ?? 0, setting.hints)) return false;
    const after = merge(before ?? NOTHING, copy);
    hear(s, after, io);
    if (before !== undefined && isSame(before, after)) return true;
    if (home === null) follow(s, key, before, after, io);
    (home === null ? s.store : shelf(s.hints, home)).set(key, after);
    save({ type: "copy", key, home, copy: after, count: s.count }, io);
    if (home === null && rule.forgetsAtOnce() && isGrave(after)) giveUp(s, key, null, io);
    return true;
  };
  return { keep, giveUp };
}

/** Whether what is known of a key is a tombstone that has seen just this. */
export function isGraveOf(copy: Copy | undefined, seen: Copy["seen"]): boolean {
  return copy === undefined || isGrave(copy) && isSameContext(copy.seen, seen);
}

/** Where the last writer wins it does so whoever had seen what, so that copies agree in any case. */
function lastOf(own: Copy, other: Copy, isLater: Rules["later"]): Copy {
  const news = other.versions.filter(({ dot }) =>
    own.versions.every((each) => each.dot.actor !== dot.actor || each.dot.count !== dot.count)
  );
  const seen = joined(own.seen, other.seen);
  return latest({ versions: [...own.versions, ...news], seen }, isLater);
}

function hear(s: State, { versions }: Copy, io: DynamoIo): void {
  for (const { at } of versions) if (at !== null) s.clock = receive(s.clock, at, io.now());
}

/** Keeps a tree for each node with which this one shares keys. */
function treesOf({ shape }: Settings, homes: Core["homes"]) {
  return {
    follow(
      s: State,
      key: string,
      before: Copy | undefined,
      after: Copy | undefined,
      { self, peers }: DynamoIo,
    ): void {
      if (shape === null) return;
      const others = homes(s, key, peers);
      if (!others.includes(self)) return;
      const was = hashOfCopy(key, before), is = hashOfCopy(key, after);
      for (const peer of others) {
        if (peer === self) continue;
        const tree = s.trees.get(peer) ?? emptyTree(shape);
        s.trees.set(peer, tree);
        change(tree, key, was, is);
      }
    },
  };
}

/** What of a copy is hashed: all of it. */
function hashOfCopy(key: string, copy: Copy | undefined): number {
  return copy === undefined ? 0 : hashOf(key, encode(copy));
}
