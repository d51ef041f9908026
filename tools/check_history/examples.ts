/**
 * An example of each model and of each format: what `--help` and the book's page show, and what a test runs.
 *
 * @module
 */

/** A history that a model finds wrong, in the columns of Jepsen's `history.txt`. */
export interface ModelExample {
  /** What is wrong with it. */
  readonly words: string;
  readonly history: readonly string[];
  /** What is said of it on the command line. */
  readonly options?: readonly string[];
}

/** The examples by the names of the models. */
export const modelExamples: Readonly<Record<string, ModelExample>> = {
  register: {
    words: "a read after a write finds what was before it",
    history: ["0 :invoke :write 1", "0 :ok :write 1", "1 :invoke :read nil", "1 :ok :read 0"],
    options: ["--initial", "0"],
  },
  "cas-register": {
    words: "a compare-and-set takes effect though another value is there",
    history: ["0 :invoke :write 1", "0 :ok :write 1", "1 :invoke :cas [2 3]", "1 :ok :cas [2 3]"],
  },
  "multi-register": {
    words: "a read of both finds half of what was written at once",
    history: [
      "0 :invoke :txn [[:w :x 1] [:w :y 1]]",
      "0 :ok :txn [[:w :x 1] [:w :y 1]]",
      "1 :invoke :txn [[:r :x nil] [:r :y nil]]",
      "1 :ok :txn [[:r :x 1] [:r :y 0]]",
    ],
    options: ["--initial", "{:x 0 :y 0}"],
  },
  kv: {
    words: "an append is lost",
    history: [
      '0 :invoke :append ["x" "a"]',
      '0 :ok :append ["x" "a"]',
      '0 :invoke :append ["x" "b"]',
      '0 :ok :append ["x" "b"]',
      '1 :invoke :get ["x" nil]',
      '1 :ok :get ["x" "b"]',
    ],
  },
  mutex: {
    words: "two have it at once",
    history: [
      "0 :invoke :acquire nil",
      "0 :ok :acquire nil",
      "1 :invoke :acquire nil",
      "1 :ok :acquire nil",
    ],
  },
  "owner-aware-mutex": {
    words: "one releases what another holds",
    history: [
      "0 :invoke :acquire nil",
      "0 :ok :acquire nil",
      "1 :invoke :release nil",
      "1 :ok :release nil",
    ],
  },
  set: {
    words: "an element that was added is not there",
    history: ["0 :invoke :add 1", "0 :ok :add 1", "1 :invoke :read nil", "1 :ok :read #{}"],
  },
  "fifo-queue": {
    words: "the second comes out before the first",
    history: [
      "0 :invoke :enqueue 1",
      "0 :ok :enqueue 1",
      "0 :invoke :enqueue 2",
      "0 :ok :enqueue 2",
      "1 :invoke :dequeue nil",
      "1 :ok :dequeue 2",
    ],
  },
  queue: {
    words: "something comes out that never went in",
    history: [
      "0 :invoke :enqueue 1",
      "0 :ok :enqueue 1",
      "1 :invoke :dequeue nil",
      "1 :ok :dequeue 2",
    ],
  },
  "unordered-queue": {
    words: "one element comes out twice",
    history: [
      "0 :invoke :enqueue 1",
      "0 :ok :enqueue 1",
      "1 :invoke :dequeue nil",
      "1 :ok :dequeue 1",
      "2 :invoke :dequeue nil",
      "2 :ok :dequeue 1",
    ],
  },
  "total-queue": {
    words: "an element that went in never came out",
    history: [
      "0 :invoke :enqueue 1",
      "0 :ok :enqueue 1",
      "0 :invoke :enqueue 2",
      "0 :ok :enqueue 2",
      "1 :invoke :drain nil",
      "1 :ok :drain [2]",
    ],
  },
  counter: {
    words: "a read finds less than was added before it",
    history: [
      "0 :invoke :add 1",
      "0 :ok :add 1",
      "0 :invoke :add 2",
      "0 :ok :add 2",
      "1 :invoke :read nil",
      "1 :ok :read 2",
    ],
  },
  bank: {
    words: "a read in the middle of a transfer finds that money is missing",
    history: [
      "0 :invoke :read nil",
      "0 :ok :read {:a 7 :b 3}",
      "1 :invoke :read nil",
      "1 :ok :read {:a 2 :b 3}",
    ],
    options: ["--total", "10"],
  },
  "list-append": {
    words: "two transactions each miss what the other wrote: write skew",
    history: [
      "0 :invoke :txn [[:r :x nil] [:append :y 1]]",
      "1 :invoke :txn [[:r :y nil] [:append :x 1]]",
      "0 :ok :txn [[:r :x []] [:append :y 1]]",
      "1 :ok :txn [[:r :y []] [:append :x 1]]",
    ],
  },
  "rw-register": {
    words: "a transaction reads what another overwrites before its end: an intermediate read",
    history: [
      "0 :invoke :txn [[:w :x 1] [:w :x 2]]",
      "1 :invoke :txn [[:r :x nil]]",
      "1 :ok :txn [[:r :x 1]]",
      "0 :ok :txn [[:w :x 1] [:w :x 2]]",
    ],
  },
};

/** One way in which histories are written down. */
export interface FormatExample {
  readonly name: string;
  /** Who writes it. */
  readonly words: string;
  /** A write of 1, and a read after it that finds 2. */
  readonly text: string;
}

const stamp = "2024-02-02 12:00:00,123{GMT}\tINFO\t[jepsen worker 0] jepsen.util:";

/** All formats, each with the same history. */
export const formatExamples: readonly FormatExample[] = [
  {
    name: "EDN",
    words: "maps, a line each, as Jepsen, Knossos, Elle and Maelstrom write them",
    text: `{:process 0, :type :invoke, :f :write, :value 1}
{:process 0, :type :ok, :f :write, :value 1}
{:process 1, :type :invoke, :f :read, :value nil}
{:process 1, :type :ok, :f :read, :value 2}`,
  },
  {
    name: "EDN vector",
    words: "the same maps in one vector",
    text: `[{:process 0, :type :invoke, :f :write, :value 1}
 {:process 0, :type :ok, :f :write, :value 1}
 {:process 1, :type :invoke, :f :read, :value nil}
 {:process 1, :type :ok, :f :read, :value 2}]`,
  },
  {
    name: "JSON",
    words: "one object a line",
    text: `{"process":0,"type":"invoke","f":"write","value":1}
{"process":0,"type":"ok","f":"write","value":1}
{"process":1,"type":"invoke","f":"read","value":null}
{"process":1,"type":"ok","f":"read","value":2}`,
  },
  {
    name: "JSON array",
    words: "the same objects in one array, as Jepsen's own tools write them",
    text: `[{"process":0,"type":"invoke","f":"write","value":1},
 {"process":0,"type":"ok","f":"write","value":1},
 {"process":1,"type":"invoke","f":"read","value":null},
 {"process":1,"type":"ok","f":"read","value":2}]`,
  },
  {
    name: "history.txt",
    words: "Jepsen's columns: process, type, function, value",
    text: `0\t:invoke\t:write\t1
0\t:ok\t:write\t1
1\t:invoke\t:read\tnil
1\t:ok\t:read\t2`,
  },
  {
    name: "jepsen.log",
    words: "a whole log of Jepsen; what is about something else is skipped",
    text: `${stamp} 0\t:invoke\t:write\t1
${stamp} 0\t:ok\t:write\t1
${stamp} 1\t:invoke\t:read\tnil
${stamp} 1\t:ok\t:read\t2`,
  },
  {
    name: "old log",
    words:
      "the logs of etcd that Porcupine is tested with; a cas that failed has seen another value",
    text: `INFO  jepsen.util - 0\t:invoke\t:write\t1
INFO  jepsen.util - 0\t:ok\t:write\t1
INFO  jepsen.util - 1\t:invoke\t:read\tnil
INFO  jepsen.util - 1\t:ok\t:read\t2`,
  },
  {
    name: "whole operations",
    words: "one object for each operation, as this library writes them; times are in ms",
    text: `{"process":0,"input":{"type":"write","value":1},"invokedAt":0,"endedAt":5,"outcome":"ok"}
{"process":1,"input":{"type":"read"},"output":2,"invokedAt":6,"endedAt":9,"outcome":"ok"}`,
  },
];
