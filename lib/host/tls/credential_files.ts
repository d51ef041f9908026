/**
 * Credentials that are read again when their files change, so that nothing needs to be started again when a
 * certificate is renewed or an authority replaced.
 *
 * @module
 */

import {
  type Credentials,
  credentialsOf,
  readTexts,
  type TlsFiles,
  type TlsTexts,
} from "./credentials.ts";
import { OperationalError } from "../operational_error.ts";

/**
 * The files are looked at again after so long, in ms. They are read, not asked for their time: that may be
 * the same after they were copied, mounted, or replaced twice.
 */
export const LOOK_AGAIN_MS = 500;

/** What is read, and who hears of it. */
export interface CredentialFilesOptions {
  /** Where they are. */
  readonly files: TlsFiles;
  /** Hears that something else is used from now on, or why not. */
  readonly log?: (line: string) => void;
  /** What the files hold; default: they are read. */
  readonly read?: (files: TlsFiles) => TlsTexts;
  /** The time in ms since 1970; default: of the machine. */
  readonly now?: () => number;
}

/** Files that may change. */
export class CredentialFiles {
  readonly #options: Required<CredentialFilesOptions>;
  #texts: TlsTexts;
  #credentials: Credentials;
  #lookedAt: number;
  #complaint = { why: "", times: 0 };

  /** Reads them; throws `OperationalError` if they cannot be used. */
  constructor(options: CredentialFilesOptions) {
    this.#options = { log: () => {}, read: readTexts, now: Date.now, ...options };
    const { files, read, now } = this.#options;
    this.#texts = read(files);
    this.#lookedAt = now();
    this.#credentials = credentialsOf(files, this.#texts, this.#lookedAt);
  }

  /** The time in ms since 1970. */
  get now(): number {
    return this.#options.now();
  }

  /**
   * What to use now. While the files do not fit together, as in the middle of a change, it is what was
   * there before.
   */
  get current(): Credentials {
    const { now } = this;
    // A clock may be set back.
    if (Math.abs(now - this.#lookedAt) < LOOK_AGAIN_MS) return this.#credentials;
    this.#lookedAt = now;
    try {
      this.#look(now);
      this.#complaint = { why: "", times: 0 };
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      this.#complain(error.message);
    }
    return this.#credentials;
  }

  #look(nowMs: number): void {
    const { files, read, log } = this.#options, texts = read(files);
    if (JSON.stringify(texts) === JSON.stringify(this.#texts)) return;
    this.#credentials = credentialsOf(files, texts, nowMs);
    this.#texts = texts;
    const { authorities, own } = this.#credentials;
    const named = own === undefined ? "" : `, and the certificate of ${own.who.words}`;
    log(`uses TLS files that have changed: ${authorities.length} authorities${named}`);
  }

  /**
   * Between two files that are replaced one after the other, they do not fit; only what lasts is worth
   * a line.
   */
  #complain(why: string): void {
    this.#complaint = { why, times: why === this.#complaint.why ? this.#complaint.times + 1 : 1 };
    if (this.#complaint.times === 2) {
      this.#options.log(`goes on with the TLS files from before. ${why}`);
    }
  }
}
