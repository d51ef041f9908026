/** A view-synchronous group, as the suite sees it. @module */

import type { NodeId, Tagged } from "../../../model/protocol.ts";
import type { WeatherKind } from "../../../sim/weather.ts";
import type { AnyProtocol } from "../service.ts";

/** A message, as an application has heard it. */
export interface Heard {
  /** Who has multicast it. */
  readonly from: NodeId;
  /** The number of the view in which that was. */
  readonly view: number;
  /** Counts the messages of its sender in that view, from 1. */
  readonly sequence: number;
  /** What it says. */
  readonly payload: string;
}

/** A view, as an application has heard of it. */
export interface HeardView {
  /** Its number. */
  readonly number: number;
  /** Its members, each life of a node by another name. */
  readonly members: readonly string[];
  /** What was delivered in it, in order. */
  readonly delivered: readonly Heard[];
}

/** A group of whatever protocol. */
export interface ViewSynchronous {
  /** What it is called in tests. */
  readonly name: string;
  /** How many nodes there are. */
  readonly nodes: number;
  /** What every node runs. */
  readonly protocol: AnyProtocol;
  /** The message that asks a node to multicast a text. */
  multicast(text: string): Tagged;
  /** What this life of a node is called, among the members of views. */
  self(state: unknown, node: NodeId): string;
  /** All views that this life has heard of, in order. */
  views(state: unknown): readonly HeardView[];
  /** What it is made for, besides messages that are late and lost. */
  readonly endures: readonly WeatherKind[];
}
