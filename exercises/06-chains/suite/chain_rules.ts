/** Why servers of a chain must do something: the rules of parts 5 to 7. @module */

import type { Rules } from "./why.ts";

const PAPER = "van Renesse and Schneider 2004";
const TAKES =
  "a server takes from its predecessor what comes next, without a gap and nothing twice";
const HANDS =
  "who is asked what is not its own hands it on, once: updates to the head, queries to the tail";

/** In which nothing fails. */
export const straightRules = {
  ask: {
    request: `${HANDS} (${PAPER}, section 2)`,
    updates: "the head sends on each update once, when it has done it",
    answer:
      "the tail answers; the head answers only the last update of a client that comes again and is known to be " +
      "at the tail",
    else: "an update is done once, by the head; older ones are let be",
  },
  request: { else: "who is handed a request does it if it is its own, and else lets it be" },
  updates: {
    updates: "what is new is handed on at once, all of it together",
    answer: "the tail answers the client of each update that is new to it, and nobody else does",
    acknowledge:
      "the tail says how many it has, whether something was new or not; others say what they know to be at the " +
      "tail if nothing was new",
    else: `${TAKES} (section 3)`,
  },
  acknowledge: {
    acknowledge: "word of what is at the tail goes up the chain if it is news (section 3)",
    else: "what the tail has is struck from Sent, and nothing else comes of it",
  },
  again: {
    else:
      "who has something in Sent sends its successor the oldest of it in one message, no more than fits",
  },
} satisfies Readonly<Record<string, Rules>>;

/** In which servers fail. */
export const failureRules = {
  ...straightRules,
  configure: {
    resume:
      "who has another predecessor than before says how much it has, but for the first chain " +
      `(${PAPER}, section 3)`,
    answer: "who becomes the tail answers the clients of all that is in Sent; nobody else does",
    acknowledge: "who becomes the tail acknowledges all that it has",
    else: "a chain counts if its epoch is higher",
  },
  confirmed: {
    answer:
      "queries are answered whose round, or a later one, is confirmed, with what is stored by now; those of an " +
      "earlier chain never",
    else: "only queries wait for the masters",
  },
  ask: {
    ...straightRules.ask,
    confirm:
      "the tail answers a query when the masters have confirmed a round that it asked for: 1, 2 and so on",
    answer:
      "the head answers an update that comes again and is known to be at the tail; a query waits until the masters " +
      "have confirmed that its server is the tail",
  },
  resume: {
    else:
      "in its own epoch, a successor is sent all that it lacks, in messages that are not too long, and one at least",
  },
} satisfies Readonly<Record<string, Rules>>;

const WHOLE =
  "whole is who was in the first chain, and else who was sent the state, or has as many updates as its " +
  "predecessor says, since it has this place";

/** In which servers join. */
export const growRules = {
  ...failureRules,
  configure: {
    ...failureRules.configure,
    resume:
      "who has another predecessor, or comes from joining into the chain, says how much it has; " +
      "null: nothing at all",
    store: "who begins to join has nothing any more",
    whole: WHOLE,
  },
  ask: {
    ...failureRules.ask,
    else: "an update is done once, by the head; who is not whole lets be what clients ask of it",
  },
  updates: {
    ...failureRules.updates,
    acknowledge:
      "the tail and who joins say how many they have, but for a gap; others say what they know to be at the tail " +
      "if nothing was new",
    updates: "what is new is handed on at once; the tail sends it to who joins",
    whole: WHOLE,
    store: `${TAKES}, and not before it has the state`,
  },
  acknowledge: {
    acknowledge:
      "word of what is at the tail goes up the chain if it is news; of what who joins has, none does",
    else: "what who joins is known to have the tail need not keep for it",
  },
  resume: {
    updates: "who is whole sends its successor the updates that it lacks, if it keeps all of them",
    state:
      "a successor of whose updates not all are kept is sent the state as it is now, with what clients were answered",
    else: "who is whole answers its successor in its own epoch, and nobody else does",
  },
  state: {
    acknowledge:
      "who takes a state, or has it already, says how much it has; who is whole in the chain does not",
    whole: WHOLE,
    else:
      "who joins, or has come from joining and is not whole, takes the state if it had none or if it is further",
  },
  again: {
    resume: "who is not whole, and has a predecessor, says again how much it has",
    else: "a server sends its successor the oldest of what it keeps for it, no more than fits",
  },
} satisfies Readonly<Record<string, Rules>>;
