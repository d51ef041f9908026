/** The guarantees of the conformance suite by short names, for those who break them. @module */

/** A short name. */
export type Name =
  | "somewhere"
  | "steady"
  | "order"
  | "comes"
  | "goes"
  | "trace"
  | "weighs"
  | "even"
  | "weighted"
  | "names"
  | "distinct"
  | "zones"
  | "collide"
  | "edges"
  | "refusals";

const names: Readonly<Record<Name, string>> = {
  somewhere: "every key goes to a node, of one or of many, and so do its bytes",
  steady: "a key stays where it is, whatever is made of its placement",
  order: "nothing depends on the order in which nodes came",
  comes: "a node that comes takes keys, and moves none among the others",
  goes: "a node that goes moves its own keys only",
  trace: "a node that came and went leaves no trace",
  weighs: "a weight that rises takes keys, and moves none among the others",
  even: "keys are spread as evenly as it says",
  weighted: "a node has its weight's share",
  names: "names that concatenate alike have shares of their own",
  distinct: "copies are on different nodes, the first where the key is placed",
  zones: "copies are in different zones, as many as there are",
  collide: "all that holds when hashes collide",
  edges: "keys with the least and the greatest hash, or a point's, go where the set says",
  refusals: "what cannot be done is refused, with the reason",
};

/** What a guarantee is called in the suite. */
export function guaranteeName(name: Name): string {
  return names[name];
}

/** What a mistake breaks, in the suite's order. */
export function breaks(...broken: Name[]): readonly string[] {
  return broken.map(guaranteeName);
}
