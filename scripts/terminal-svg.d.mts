/** A picture of terminal output, as an SVG document. */
export function renderSvg(
  text: string,
  options: { theme: 'dark' | 'light'; columns: number; command?: string },
): string
