/**
 * What a protocol brings to the playground: what there is to set, what a reader may ask of a node, how nodes
 * and messages look, and what is worth telling. What is common to all protocols – crashes, cuts, time, links
 * to a run – belongs to the playground itself, which knows no protocol.
 *
 * @module
 */

import type { Clients } from "../model/clients.ts";
import type { NodeId, Protocol, Tagged } from "../model/protocol.ts";
import type { NetworkOptions } from "../sim/network_options.ts";
import type { Kit } from "./kit.ts";
import type { Cells, Column, MessageLook, NodeLook, Sign } from "./playground/look.ts";
import type { SettingsOf, Values } from "./playground/settings.ts";
import type { Overlay, Sight, Spread, ToneSign, Views } from "./playground/views.ts";

/** A bug of the kit that a reader may switch on. */
export interface OfferedBug {
  /** What it is called in the text of a session: small letters, digits and hyphens. */
  readonly code: string;
  /** The mistake, in a few words. */
  readonly title: string;
  /** The text of a session in which harm comes of it, and none without it. */
  readonly example: string;
  /** How a reader looks at that; default: as at any session. */
  readonly sight?: Sight;
}

/** A word that a reader fills in. */
export interface Field {
  /** "node": it is chosen among the nodes that there are, by their numbers; default: it is written. */
  readonly kind?: "node";
  /** What stands before it: "Key". */
  readonly label: string;
  /** What stands in it at first. A whole number grows by one with each request. */
  readonly usual: string;
  /** What it must be, as a regular expression for all of it: letters and digits, and no more than 8. */
  readonly pattern: string;
  /** The same in words: "1 to 8 letters and digits". */
  readonly words: string;
}

/** What the client beside a node may be told to ask. */
export interface Request {
  /** Begins it in the text of a session: a capital letter that nothing else of the protocol begins with. */
  readonly letter: string;
  /** What it is called where there are no fields to fill in: "Put a value". */
  readonly phrase: string;
  /** What stands on its button: "Put". */
  readonly label: string;
  /** What the form is about in which its button stands with those of the same; default: the form that is seen at once. */
  readonly form?: string;
  /** The fields that it needs, by name. */
  readonly fields: readonly string[];
  /** What the client asks, given the words in the fields. */
  input(words: Readonly<Record<string, string>>): unknown;
  /** That it is asked, in words: "node 2 is asked for x". */
  told(node: NodeId, words: Readonly<Record<string, string>>): string;
}

/** What an operator may tell a node. */
export interface Command<M> {
  /** Begins it in the text of a session: a capital letter that nothing else of the protocol begins with. */
  readonly letter: string;
  /** What it is about: "Leadership". */
  readonly title: string;
  /** What stands before the choice of a node: "Pass leadership to". */
  readonly label: string;
  /** What stands on its button: "Transfer". */
  readonly button: string;
  /** What the node is told. */
  message(node: NodeId): M;
  /** That it is told, in words: "node 2 is to lead". */
  told(node: NodeId): string;
}

/** A node as it is seen: what it knows, or knew when it crashed. */
export interface Seen<S> {
  /** Its number. */
  readonly node: NodeId;
  /** Whether it runs. */
  readonly isUp: boolean;
  /** What it knows; undefined while nothing is known of it. */
  readonly state: Readonly<S> | undefined;
}

/** The parts of a kit that the playground needs. */
export type PlayedKit<S, M extends Tagged, T extends Tagged, R, C> = Pick<
  Kit<S, M, T, R, C>,
  "name" | "invariants" | "bugs"
>;

/** All that a protocol brings. `V` is what there is to set. */
export interface PlaygroundKit<
  S,
  M extends Tagged,
  T extends Tagged,
  R,
  C,
  V extends Values,
> {
  /** Its name, its invariants and its bugs. The name stands in links: small letters, digits, hyphens. */
  readonly kit: PlayedKit<S, M, T, R, C>;
  /** What a reader calls it: "Raft". */
  readonly title: string;
  /** How many nodes there may be, and how many there are at first; `most` is 7 where it is not said, and 40 at most. */
  readonly nodes: { readonly least: number; readonly usual: number; readonly most?: number };
  /** How many ms of a run pass at first in one of real time; default: 1/20. */
  readonly speed?: number;
  /** What is told before anything has happened. */
  readonly quiet: string;

  /** What there is to set, in the order in which it is shown. */
  readonly settings: SettingsOf<V>;
  /** Why settings that are possible one by one are not together; undefined when they are. */
  refuse?(
    values: V,
  ): { readonly must: string; readonly given: unknown } | undefined;
  /** The bugs that are offered, by their names in the kit. */
  readonly bugs: Readonly<Record<string, OfferedBug>>;
  /** What every node runs, in a cluster of so many. */
  protocol(values: V, change: C | undefined, nodes: number): Protocol<S, M, T, R>;
  /** The network between the nodes. */
  network(values: V): NetworkOptions;

  /** How what clients ask becomes a message, and what an answer says of it. */
  readonly clients: Pick<Clients<M>, "ask" | "outcome">;
  /** The words that requests are made of, by name. */
  readonly fields: Readonly<Record<string, Field>>;
  /** What may be asked, by name; the first is what a key on the keyboard asks. */
  readonly requests: Readonly<Record<string, Request>>;
  /** Whether anybody sits beside this node who may be told to ask; default: beside each. */
  asksAt?(node: NodeId): boolean;
  /** What an operator may tell a node, by name. */
  readonly commands: Readonly<Record<string, Command<M>>>;
  /** Who is asked where nobody is named, and is the first that one would crash; default: there is none. */
  readonly leader?: {
    /** "leader". */
    readonly word: string;
    /** The node, if there is one just now. */
    of(nodes: readonly Seen<S>[]): NodeId | undefined;
  };

  /** The timer that is seen to run down. */
  readonly countdown: {
    /** Its type. */
    readonly timer: T["type"];
    /** What the arc is that shows it: "what is left of its patience". */
    readonly words: string;
  };
  /** How a running node looks. */
  look(state: Readonly<S>, node: NodeId): NodeLook;
  /** What the name of its look is called above the table of nodes: "Role". */
  readonly lookTitle: string;
  /** What the table of nodes tells of each besides. */
  readonly columns: readonly Column<S>[];
  /** What each node keeps in order, such as a log; default: nothing that is shown. */
  readonly cells?: Cells<S>;
  /** How a message looks on its way. */
  message(message: M): MessageLook;
  /** What the signs on messages mean. */
  readonly signs: readonly Sign[];

  /** What the colours of nodes mean; default: nodes have none. */
  readonly tones?: readonly ToneSign[];
  /** What one node believes of others, in these colours; default: nothing that is shown. */
  readonly views?: Views<S>;
  /** How what is new spreads; default: nothing that is shown. */
  readonly spread?: Spread<S, V>;
  /** Which nodes are neighbours; default: all of them, which is not drawn where they are many. */
  readonly overlay?: Overlay<S>;
  /** How a reader looks at first; default: each node tells of itself. */
  readonly sight?: Sight;

  /** What is new in a change of state, as a sentence; `before` is undefined when the node has just started. */
  news(
    node: NodeId,
    before: Readonly<S> | undefined,
    now: Readonly<S>,
  ): string | undefined;
  /** What a client has asked, in a few words: "get x". */
  asked(input: unknown): string;
  /** What it was answered to that, in a few words. */
  answered(output: unknown, input: unknown): string;
}

/** What any protocol brings, for a playground that looks into none. */
export type AnyPlaygroundKit = PlaygroundKit<
  unknown,
  Tagged,
  Tagged,
  unknown,
  unknown,
  Values
>;

/** Forgets what the states, messages and settings are, so that protocols can stand in one list. */
export function anyPlaygroundKit<
  S,
  M extends Tagged,
  T extends Tagged,
  R,
  C,
  V extends Values,
>(
  kit: PlaygroundKit<S, M, T, R, C, V>,
): AnyPlaygroundKit {
  // Sound as long as the playground hands a protocol only its own states, messages and settings.
  return kit as unknown as AnyPlaygroundKit;
}
