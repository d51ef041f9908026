/** Part 1. What quorums do. */

import { type Quorums, todo } from "./given.ts";

/**
 * Pure functions. There are up to a dozen nodes, numbered from 0 where only their number is given.
 *
 * - A read needs the answers of any R nodes, a write those of any W. Where a set of nodes that can read
 *   and one that can write have nothing in common, a read can miss a write: `apart` gives the least two such
 *   sets, of R and of W nodes.
 * - Nodes that are down answer nothing. `choices` leaves out what does not meet, and what is not there for
 *   reads or for writes when so many nodes are down; nothing of the rest.
 * - Probabilities are right to nine digits.
 * - Quorums need not all be of one size: in a family each set is enough, and no set is empty.
 */
export const quorums: Quorums = {
  apart: (_sizes) => todo("part 1, apart"),
  endures: (_sizes) => todo("part 1, endures"),
  available: (_sizes, _up) => todo("part 1, available"),
  choices: (_nodes, _down) => todo("part 1, choices"),
  meet: (_reads, _writes) => todo("part 1, meet"),
  fewest: (_family) => todo("part 1, fewest"),
};
