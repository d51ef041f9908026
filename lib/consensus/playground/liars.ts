/**
 * A liar that a reader may choose. What a node was when it started it stays until it starts again, whatever is chosen
 * meanwhile: a loyal node has no plot in mind, and a liar's plot is its own.
 *
 * @module
 */

import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import {
  isTraitor,
  type Traitor,
  type TraitorIo,
  type Treason,
  withTraitors,
} from "../../security/adversary/traitors.ts";

/** One way to lie. */
export interface Lie<M extends Tagged> {
  /** Who lies. */
  readonly node: NodeId;
  /** What it runs. */
  readonly treason: Treason<M>;
}

/** All ways to lie, by what a reader calls them. */
export type Lies<M extends Tagged> = Readonly<Record<string, Lie<M>>>;

/** What a liar has in mind: which lie it began with, and what that needs. */
interface Mind {
  readonly lie: string;
  readonly mind: unknown;
}

// deno-lint-ignore no-explicit-any
type Handler = (state: any, event: any, io: any) => void;
type Table = Readonly<Record<string, Handler>>;

/** The protocol, in which a node that starts lies if that is chosen; any other name stands for nobody. */
export function besideLiar<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  lies: Lies<M>,
  chosen: string,
): Protocol<S | Traitor, M, T, R> {
  const now = Object.hasOwn(lies, chosen) ? lies[chosen] : undefined;
  const nodes = new Set(Object.values(lies).map(({ node }) => node));
  const liars = new Map([...nodes].map((node) => {
    // Each signs for itself alone, whoever else has lied before.
    return [node, withTraitors(protocol, { [node]: faithful(protocol, lies, chosen) })] as const;
  }));
  const any = withTraitors(protocol, {});
  const handled = (table: "upon" | "after") =>
    Object.fromEntries(
      Object.keys({ ...any[table] }).map((type): [string, Handler] => [type, (state, event, io) => {
        const runs = isTraitor(state) ? liars.get(io.self)! : protocol;
        (runs[table] as unknown as Table)[type]!(state, event, io);
      }]),
    );
  return {
    ...any,
    start: (io, journal) =>
      (now?.node === io.self ? liars.get(io.self)! : protocol).start(io, journal),
    upon: handled("upon") as unknown as Protocol<S | Traitor, M, T, R>["upon"],
    after: handled("after") as unknown as NonNullable<Protocol<S | Traitor, M, T, R>["after"]>,
  };
}

/** A liar that stays with the lie it began with. */
function faithful<S, M extends Tagged, T extends Tagged, R>(
  { upon }: Protocol<S, M, T, R>,
  lies: Lies<M>,
  chosen: string,
): Treason<M> {
  const timers = Object.values(lies).flatMap(({ treason }) => Object.keys({ ...treason.after }));
  const handled = (table: "upon" | "after", types: readonly string[]) =>
    Object.fromEntries(
      types.map((type) => [
        type,
        ({ lie, mind }: Mind, event: unknown, io: TraitorIo<M>) =>
          (lies[lie]!.treason[table] as unknown as Table)[type]!(mind, event, io),
      ]),
    );
  return {
    start: (io): Mind => ({ lie: chosen, mind: lies[chosen]!.treason.start(io, []) }),
    upon: handled("upon", Object.keys(upon)) as unknown as Treason<M>["upon"],
    after: handled("after", timers),
  };
}
