/**
 * What the pictures are drawn on before they are shown; one for the page, none where a browser has none of the kind.
 * @type {OffscreenCanvas | null}
 */
let sheet = null;

/**
 * Show a picture on a canvas that is seldom drawn anew. A browser copies a canvas with a drawing context into every
 * frame, changed or not; a picture that was handed over to it stays where it is.
 * @param {HTMLCanvasElement} canvas of its final size; this must be its only way to be drawn on
 * @param {(context: any) => void} draw paints it whole, from an empty canvas
 */
export function showStill(canvas, draw) {
  const { width, height } = canvas;
  if (!width || !height) return;
  if (typeof OffscreenCanvas === 'function') sheet ??= new OffscreenCanvas(1, 1);
  const context = sheet?.getContext('2d');
  if (!sheet || !context) {
    draw(canvas.getContext('2d'));
    return;
  }
  // another size also empties it and forgets all settings
  sheet.width = width;
  sheet.height = height;
  draw(context);
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(sheet.transferToImageBitmap());
}
