/** What a node knows, where there is a placement driver. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { GroupId } from "../range/interval.ts";
import type { NodeState } from "../state.ts";
import type { Load } from "./loads.ts";
import type { Told } from "./messages.ts";
import type { Operator } from "./plan/operator.ts";
import type { Seen } from "./plan/seen.ts";
import type { BookRaft } from "./settings.ts";

/** What was heard of a node. */
export interface Heard {
  /** When. */
  at: number;
  /** Whether it has told all that it leads. */
  isWhole: boolean;
  /** How many of its replicas sleep. */
  asleep: number;
}

/**
 * What the driver's leader knows besides the book: it is told of it, and another leader is told
 * again.
 */
export interface Soft {
  /** The term in which it leads. */
  readonly term: number;
  /** Since when. */
  readonly since: number;
  /** The ranges, by their group. */
  readonly ranges: Map<GroupId, Seen>;
  /**
   * The same in the order of their keys, none that another has become; null: it must be made again.
   */
  index: Seen[] | null;
  /** What was heard of nodes. */
  readonly heard: Map<NodeId, Heard>;
  /** The nodes of which nothing was heard for a while, when it looked last. */
  lost: NodeId[];
  /** What is under way, by range. */
  readonly operators: Map<GroupId, Operator>;
  /** The number of the operator that is next. */
  nextOperator: number;
  /** Numbers for new groups. */
  spare: GroupId[];
  /** Whether it has asked for numbers. */
  allocates: boolean;
  /** Whether anything has changed since it last planned. */
  hasNews: boolean;
  /** How many operators came to which end, by kind, reason and end: "move repair done". */
  readonly ends: Map<string, number>;
}

/** Why somebody waits for the book. */
export type Asked = "nothing" | "numbers";

/** A node's part in the driver. */
export interface Part {
  /** Its replica of the book; null: it has none. */
  book: BookRaft | null;
  /** What it knows as the driver's leader; null: it does not lead. */
  soft: Soft | null;
  /** Why entries of the book were asked for, by their tickets. */
  readonly waiting: Map<number, Asked>;
  /** The ticket that is next. */
  nextTicket: number;
  /** Who leads the driver, as far as is known. */
  leader: NodeId | null;
  /** Who was asked last. */
  asked: NodeId | null;
  /** Who was asked last and has not answered; null: nobody. */
  silent: NodeId | null;
  /** The driver's term that has been told; 0: none. */
  toldTerm: number;
  /** What has been told of the ranges that this node leads. */
  readonly told: Map<GroupId, Told>;
  /** What was told last and has not been answered. */
  unanswered: Told[] | null;
  /** How many reports there were. */
  reports: number;
  /** Which of its replicas comes next in its reports. */
  turn: number;
  /** An order was carried out, and the driver should hear of it at once. */
  hasNews: boolean;
  /** What is asked of the ranges that it leads. */
  readonly loads: Map<GroupId, Load>;
}

/** A node. */
export interface DrivenState extends NodeState {
  /** Its part in the driver. */
  readonly driver: Part;
}

/** The part of a node that has done nothing yet. */
export function newPart(): Part {
  return {
    book: null,
    soft: null,
    waiting: new Map(),
    nextTicket: 0,
    leader: null,
    asked: null,
    silent: null,
    toldTerm: 0,
    told: new Map(),
    unanswered: null,
    reports: 0,
    turn: 0,
    hasNews: false,
    loads: new Map(),
  };
}
