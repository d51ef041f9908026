/**
 * Numbers in tables keep their units beside them: in a narrow column "100 %" was a number on one line and a sign on
 * the next.
 *
 * @module
 */

const unit = /(\d) (?=(?:%|[nµm]?s|min|h|px|[kMG]?i?B)(?![\p{L}\d]))/gu;

/** HTML in whose tables no line ends between a number and its unit. */
export function withUnits(html: string): string {
  return html.replace(
    /(<t[hd]\b[^>]*>)(.*?)(?=<\/t[hd]>)/gs,
    (_, tag: string, cell: string) => tag + cell.replace(unit, "$1\u00a0"),
  );
}
