/** What is counted. @module */

/** What became of frames, over all connections of a host. */
export interface Traffic {
  /** Bytes that were handed to the network. */
  sentBytes: number;
  /** Frames that were dropped as too many waited. */
  dropped: number;
}
