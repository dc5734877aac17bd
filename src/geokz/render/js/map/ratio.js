/**
 * Pixels of the screen to a pixel of the page: the browser's own, times as often as the page has grown with its window,
 * of which browsers say nothing. Canvases of so many pixels are sharp.
 */
export function pixelRatio() {
  return (window.devicePixelRatio || 1) * (Number(document.documentElement.style.zoom) || 1);
}
