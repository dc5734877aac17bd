/**
 * What pictures are drawn on before they are shown; one for the page, none where a browser has none of the kind.
 * @type {OffscreenCanvas | null}
 */
let sheet = null;

/**
 * A picture, taken off the page's one sheet: a canvas of its own for each costs several times as much to make and to stamp.
 * @param {number} width in device pixels @param {number} height
 * @param {(context: any) => void} draw paints it whole, from an empty canvas
 * @returns {ImageBitmap | null} nothing where a browser has no such sheet
 */
export function pictureOf(width, height, draw) {
  if (typeof OffscreenCanvas === 'function') sheet ??= new OffscreenCanvas(1, 1);
  const context = sheet?.getContext('2d');
  if (!sheet || !context) return null;
  // another size also empties it and forgets all settings
  sheet.width = width;
  sheet.height = height;
  draw(context);
  return sheet.transferToImageBitmap();
}

/**
 * Show a picture on a canvas that is seldom drawn anew. A browser copies a canvas with a drawing context into every
 * frame, changed or not; a picture that was handed over to it stays where it is.
 * @param {HTMLCanvasElement} canvas of its final size; this must be its only way to be drawn on
 * @param {(context: any) => void} draw paints it whole, from an empty canvas
 */
export function showStill(canvas, draw) {
  const { width, height } = canvas;
  if (!width || !height) return;
  const picture = pictureOf(width, height, draw);
  if (picture) canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  else draw(canvas.getContext('2d'));
}
