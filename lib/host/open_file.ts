/** An open file that is appended to and read in parts. @module */

/**
 * The system keeps one place for a file, where the next read or write begins; each call that moves it takes
 * as long as a short read. So where it is is known here, and it is moved only if it is elsewhere.
 */
export class OpenFile {
  /** What it stands for. Whoever moves its place or cuts it calls `resume`. */
  readonly file: Deno.FsFile;
  /** Where `append` writes next. */
  #end: number;
  /** The system's place; NaN if it is not known, after something failed. */
  #at: number;

  /** Takes an open file, and begins at its end. */
  constructor(file: Deno.FsFile) {
    this.file = file;
    this.#at = this.#end = file.seekSync(0, Deno.SeekMode.End);
  }

  /** Where `append` writes next. */
  get end(): number {
    return this.#end;
  }

  /** Goes on at another end. */
  resume(end: number): void {
    this.#end = end;
    this.#at = NaN;
  }

  /** Reads from `offset` on until the bytes are full or the file ends; returns how many there were. */
  read(offset: number, bytes: Uint8Array): number {
    let read = 0;
    this.#from(offset, () => {
      while (read < bytes.length) {
        const more = this.file.readSync(bytes.subarray(read));
        if (more === null) break;
        read += more;
      }
      return read;
    });
    return read;
  }

  /** Writes at the end. */
  append(bytes: Uint8Array): void {
    this.write(this.#end, bytes);
  }

  /** Writes at a place, which may lengthen what `append` goes on behind. */
  write(offset: number, bytes: Uint8Array): void {
    this.#write(offset, bytes);
    this.#end = Math.max(this.#end, offset + bytes.length);
  }

  /** Writes behind the end, which stays where it is. */
  writeBehind(bytes: Uint8Array): void {
    this.#write(this.#end, bytes);
  }

  #write(offset: number, bytes: Uint8Array): void {
    this.#from(offset, () => {
      for (let at = 0; at < bytes.length;) at += this.file.writeSync(bytes.subarray(at));
      return bytes.length;
    });
  }

  /** Does something at a place that moves it on by as many bytes as it returns. */
  #from(offset: number, run: () => number): void {
    if (this.#at !== offset) this.file.seekSync(offset, Deno.SeekMode.Start);
    this.#at = NaN;
    this.#at = offset + run();
  }
}
