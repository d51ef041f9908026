/**
 * Notebooks in memory, after nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html).
 * Multi-line text is one string here, and an array of lines in the file.
 *
 * @module
 */

/** Values by MIME type: text as a string, JSON as itself. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** Text that went to stdout or stderr. */
export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** Something shown. */
export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The value of a cell's last expression. */
export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** An exception. */
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** What a cell left behind. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** What every cell has. */
export interface CellBase {
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: string;
}

/** A cell that the kernel runs. */
export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

/** A cell of prose, or one that is passed through as it is. */
export interface TextCell extends CellBase {
  readonly cell_type: "markdown" | "raw";
  readonly attachments?: Readonly<Record<string, unknown>>;
}

/** One cell. */
export type Cell = CodeCell | TextCell;

/** A notebook of the Deno kernel. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly Cell[];
}

/**
 * The tags of a cell: `measured` marks one whose output is timings, `hide-input` one whose code is folded, and
 * `hide-output` one whose output is, as it answers a question that the reader was just asked. The terms are those of
 * Jupyter Book.
 */
export function tagsOf(cell: Cell): readonly string[] {
  const tags = cell.metadata["tags"];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}
