/** What a history means where formats differ in what they mean by the same words. @module */

/**
 * What a compare-and-set that failed tells. Jepsen's `:fail` says that it did not happen, for whatever
 * reason; in Porcupine's logs of etcd it says that another value was there.
 */
export type FailedCas = "did-not-happen" | "saw-another";

/**
 * What a read of nil tells: that nothing was there, or, as in Knossos, that nobody knows what was.
 */
export type NilReads = "nil" | "unknown";

/** How a history is to be understood. */
export interface Meaning {
  /** What a compare-and-set that failed tells; that it did not happen, by default. */
  readonly failedCas?: FailedCas;
  /** What a read of nil tells; that nothing was there, by default. */
  readonly nilReads?: NilReads;
}
