/**
 * Small pictures drawn once and stamped often: symbols, counts and labels with their rim of land colour. Stroking
 * the rim of a text anew costs as much as a hundred stamps.
 */
export class Sprites {
  constructor() {
    /** @type {Map<string, HTMLCanvasElement>} */
    this.pictures = new Map();
  }

  /**
   * Stamp a picture with its centre at a point, on whole device pixels so that it stays sharp.
   * @param {CanvasRenderingContext2D} context scaled by `ratio` @param {string} key what the picture depends on
   * @param {number} x @param {number} y @param {number} width of the picture, CSS pixels @param {number} height
   * @param {number} ratio device pixels a CSS pixel
   * @param {(context: CanvasRenderingContext2D) => void} draw about the origin, once
   */
  stamp(context, key, x, y, width, height, ratio, draw) {
    if ('stamp' in context) {
      // what writes SVG draws each anew
      /** @type {any} */ (context).stamp(x, y, draw);
      return;
    }
    let picture = this.pictures.get(key);
    if (!picture) {
      if (this.pictures.size > 3000) this.pictures.clear();
      picture = document.createElement('canvas');
      picture.width = Math.ceil(width * ratio);
      picture.height = Math.ceil(height * ratio);
      const own = /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d'));
      own.scale(ratio, ratio);
      own.translate(picture.width / ratio / 2, picture.height / ratio / 2);
      draw(own);
      this.pictures.set(key, picture);
    }
    const left = Math.round(x * ratio - picture.width / 2) / ratio;
    const top = Math.round(y * ratio - picture.height / 2) / ratio;
    context.drawImage(picture, left, top, picture.width / ratio, picture.height / ratio);
  }
}
