/** Types with a mistake in them, which the laws must find. @module */

import type { AnyStateCrdt, StateCrdt } from "../../../../replication/crdt/crdt.ts";
import { subjects } from "../subjects.ts";
import type { AnySubject } from "../subject.ts";

/** A type with a mistake in it. */
export interface Wrong {
  /** The mistake and what comes of it. */
  readonly words: string;
  /** The type, and what it should mean. */
  readonly subject: AnySubject;
  /** A law that it breaks. */
  readonly breaks: string;
}

/** A subject of the library by its name. */
export function rightOne(name: string): AnySubject {
  return subjects.find((each) => each.name === name)!;
}

/** The subject of this name with another type. */
export function insteadOf(name: string, crdt: Partial<AnyStateCrdt>): AnySubject {
  const { full: _, ...subject } = rightOne(name);
  return { ...subject, crdt: { ...subject.crdt, ...crdt } };
}

/** The same with parts of its type changed, of which the types are known. */
export function changedType<S, U, V>(
  name: string,
  type: StateCrdt<S, U, V>,
  change: Partial<StateCrdt<S, U, V>>,
): AnySubject {
  return insteadOf(name, { ...type, ...change });
}
