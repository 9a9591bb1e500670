/** Every picture: the name of its file, and its content. */
export function drawPictures(): [name: string, svg: string][]
/** What every picture shows, by name, in a width. */
export function printAll(width: number): [name: string, text: string][]
