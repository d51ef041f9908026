/**
 * State machines that may grow large keep their state in pages, so that a snapshot of it costs next to
 * nothing: it takes the pages as they are, and whoever goes on from there copies a page before it changes it.
 * (Copy on write, as in TENEX: Bobrow and others 1972.)
 *
 * @module
 */

import { bytesOf } from "../model/bytes_of.ts";
import { clone } from "../model/clone.ts";

/** A state at one moment. Nobody changes the pages any more. */
export interface Frozen {
  /** How large it is, about, in bytes. */
  readonly bytes: number;
  /** All of it, in order; each page is small. */
  readonly pages: readonly unknown[];
  /** Of a state of several parts, whose pages lie one after another: what each has. Without this, it is one. */
  readonly parts?: readonly Part[];
}

/** A part of a state. */
export interface Part {
  /** How large it is, about, in bytes. */
  readonly bytes: number;
  /** How many of the pages are its. */
  readonly pages: number;
}

/** How a state machine keeps its state in pages. Both take no longer than it takes to list them. */
export interface Paging<D> {
  /** The state as it is now. What is applied later changes none of the pages. */
  freeze(state: D): Frozen;
  /** A state that begins with these pages, and changes none of them. */
  thaw(frozen: Frozen): D;
}

/** A state machine, which may keep its state in pages. */
export interface MaybePaged {
  /** How it does; undefined when it does not. */
  readonly paging?: Paging<unknown>;
}

/** A state machine as a snapshot keeps it: in pages, or as a copy. */
export function frozen(machine: MaybePaged, state: unknown): unknown {
  return machine.paging === undefined ? clone(state) : machine.paging.freeze(state);
}

/** A state machine that goes on from a snapshot, which stays as it is. */
export function thawed(machine: MaybePaged, snapshot: unknown): unknown {
  return machine.paging === undefined ? clone(snapshot) : machine.paging.thaw(snapshot as Frozen);
}

/** How large a state machine in a snapshot is, about, in bytes. */
export function frozenBytes(machine: MaybePaged, snapshot: unknown): number {
  return machine.paging === undefined ? bytesOf(snapshot) : (snapshot as Frozen).bytes;
}
