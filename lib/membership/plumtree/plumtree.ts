/**
 * Plumtree over a membership: two protocols in one node. The membership takes its steps as if it were alone; after
 * each, the tree is told who the neighbours are (the paper's NeighborUp and NeighborDown, algorithm 3).
 *
 * @module
 */

import type { Io, Protocol, Tagged } from "../../model/protocol.ts";
import { nested } from "../../model/nested.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Overlay } from "./overlay.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Tree } from "./state.ts";
import { type Deliver, logs } from "./spreading.ts";
import { treeOf } from "./tree.ts";

/** One node. */
export interface State<O> {
  /** What its membership knows. */
  readonly overlay: O;
  /** What its tree knows. */
  readonly tree: Tree;
  /** The version of the membership whose neighbours the tree knows; null where it has none. */
  version: number | string | null;
}

/** What a node saves: the tree's record, or one of the membership. */
export type Journalled<R> = Saved | { readonly overlay: R };

/** Plumtree over a membership. */
export function plumtree<O, M extends Tagged, T extends Tagged, R>(
  overlay: Overlay<O, M, T, R>,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
  deliver: Deliver = logs,
): Protocol<State<O>, Message | M, Timer | T, Journalled<R>> {
  type OuterIo = Io<Message | M, Timer | T, Journalled<R>>;
  type Outer = Protocol<State<O>, Message | M, Timer | T, Journalled<R>>;
  const tree = treeOf(settings, rules, deliver), { protocol: below } = overlay;
  const timers: AnyHandlers = below.after ?? {};
  assertApart([tree.upon, tree.after], [below.upon, timers]);
  const inner = (io: OuterIo): Io<M, T, R> =>
    nested<M, T, R>(io as Io<never>, {
      send: (to, message, ahead) => io.send(to, message, ahead),
      wait: (delayMs, timer) => io.wait(delayMs, timer),
      cancel: (type: T["type"], key) => io.cancel(type as never, key),
      save: (record) => io.save({ overlay: record }),
    });
  const compact = (journal: readonly Journalled<R>[]): Journalled<R>[] => {
    const own = journal.findLast((record) => "time" in record), others = overlayOf(journal);
    const kept = below.compact?.(others) ?? others.slice(-1);
    return [...(own === undefined ? [] : [own]), ...kept.map((record) => ({ overlay: record }))];
  };
  /** The tree hears who the neighbours are, if they may be others than before. */
  const follow = (s: State<O>, io: OuterIo): void => {
    const version = overlay.version?.(s.overlay) ?? null;
    if (version !== null && version === s.version) return;
    s.version = version;
    tree.neighbours(s.tree, overlay.neighbours(s.overlay), io as never);
  };
  /** The tree's handlers on the state of the whole node. */
  const above = (handlers: AnyHandlers) =>
    mapped(handlers, (handle) => (s: State<O>, event, io) => handle(s.tree as never, event, io));
  /** The membership's handlers on the same; then the tree hears of its neighbours. */
  const underneath = (handlers: AnyHandlers) =>
    mapped(handlers, (handle) => (s: State<O>, event, io: OuterIo) => {
      handle(s.overlay as never, event, inner(io) as never);
      follow(s, io);
    });
  return {
    start(io, journal) {
      const own = journal.findLast((record): record is Saved => "time" in record);
      const s: State<O> = {
        overlay: below.start(inner(io), overlayOf(journal)),
        tree: tree.start(io as never, own?.time ?? 0),
        version: null,
      };
      follow(s, io);
      return s;
    },
    compact,
    upon: {
      ...above(tree.upon),
      ...underneath(below.upon),
    } as unknown as Outer["upon"],
    after: {
      ...above(tree.after),
      ...underneath(timers),
    } as unknown as NonNullable<Outer["after"]>,
  };
}

/** Handlers of one of the two protocols, on whatever state it has. */
type AnyHandlers = Readonly<Record<string, Handler>>;
type Handler = (state: never, event: never, io: never) => void;

function mapped(handlers: AnyHandlers, to: (handle: Handler) => Handler): AnyHandlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([type, handle]) => [type, to(handle.bind(handlers))]),
  );
}

function overlayOf<R>(journal: readonly Journalled<R>[]): R[] {
  return journal.flatMap((record) => "overlay" in record ? [record.overlay] : []);
}

/** Throws where the two would take each other's messages or timers. */
function assertApart(own: readonly AnyHandlers[], theirs: readonly AnyHandlers[]): void {
  const types = own.flatMap((handlers) => Object.keys(handlers));
  const both = theirs.flatMap((handlers) => Object.keys(handlers)).filter((type) =>
    types.includes(type)
  );
  if (both.length === 0) return;
  throw new TypeError(
    "Cannot lay Plumtree over a membership because their messages and timers must have different types: " +
      `given ${both.map((type) => `"${type}"`).join(", ")} in both`,
  );
}
