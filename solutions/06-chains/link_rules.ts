/** What servers of a chain decide, so that each of it can be decided wrongly. */

import type { NodeId, Reply } from "../../exercises/06-chains/given.ts";
import type { Place } from "./place.ts";

/** The decisions, one of which a bug replaces. */
export const linkRules = {
  heeds: (epoch: number, own: number): boolean => epoch === own,
  isNew: (epoch: number, own: number): boolean => epoch > own,
  isFrom: (from: NodeId, expected: NodeId | null): boolean => from === expected,
  /** Whether whoever is asked does it. */
  serves: (isMine: boolean): boolean => isMine,
  passesOn: (isFirst: boolean): boolean => isFirst,
  answersAtHead: (_place: Place): boolean => false,
  recognises: (sequence: number, last: number): boolean => last >= sequence,
  repeats: (sequence: number, last: number, isOpen: boolean): boolean =>
    sequence === last && !isOpen,
  fits: (first: number, number: number): boolean => first <= number + 1,
  skips: (): boolean => true,
  /** Whether word goes up the chain. */
  tells: (isTail: boolean, joins: boolean, fresh: number): boolean =>
    isTail || joins || fresh === 0,
  /** How far an acknowledgement strikes. */
  strikes: (number: number, _known: number): number => number,
  decidesAsTail: (): boolean => true,
  confirms: (isQuery: boolean): boolean => isQuery,
  /** Whether queries that wait are let be when the chain changes. */
  drops: (): boolean => true,
  resumes: (place: Place, was: Place): boolean =>
    place.predecessor !== null &&
    (place.predecessor !== was.predecessor || (was.joins && place.isMember)),
  /** Whether what its successor lacks is sent as updates. */
  sendsOn: (has: number | null, known: number): boolean => has !== null && has >= known,
  answersResume: (isWhole: boolean): boolean => isWhole,
  /** Whether who changes its place must hear first that it has everything. */
  waits: (place: Place, was: Place): boolean => was.joins || place.joins,
  forgets: (): boolean => true,
  /** Whether another successor than before lacks all that is kept. */
  startsAnew: (was: Place): boolean => was.isTail || was.joins,
  isWhole: (number: number, last: number): boolean => number >= last,
  /** Whether a state counts that its predecessor sends. */
  hears: (joins: boolean, isWhole: boolean): boolean => joins || !isWhole,
  takesState: (hasState: boolean, number: number, own: number): boolean =>
    !hasState || number > own,
  repliesFor: (replies: ReadonlyMap<NodeId, Reply>): Map<NodeId, Reply> => new Map(replies),
  /** Whether who joins takes updates before it was sent the state. */
  takesEarly: (): boolean => false,
  keepsForJoining: (): boolean => true,
};

/** The decisions. */
export type LinkRules = typeof linkRules;
