import { pictureOf } from './still.js';

/** So many pictures are kept at the most, and so many pixels of them. */
const [MOST, MOST_PIXELS] = [3000, 16e6];

/**
 * Small pictures drawn once and stamped often: symbols, labels with their rim of land colour, short lines. To draw one anew costs
 * as much as several stamps, and with dashes as much as a hundred.
 */
export class Sprites {
  constructor() {
    /** @type {Map<string, ImageBitmap | HTMLCanvasElement>} */
    this.pictures = new Map();
    this.pixels = 0;
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
      if (this.pictures.size > MOST || this.pixels > MOST_PIXELS) {
        this.pictures.clear();
        this.pixels = 0;
      }
      picture = made(Math.ceil(width * ratio), Math.ceil(height * ratio), ratio, draw);
      this.pictures.set(key, picture);
      this.pixels += picture.width * picture.height;
    }
    const left = Math.round(x * ratio - picture.width / 2) / ratio;
    const top = Math.round(y * ratio - picture.height / 2) / ratio;
    context.drawImage(picture, left, top, picture.width / ratio, picture.height / ratio);
  }
}

/** @param {number} width in device pixels @param {number} height @param {number} ratio @param {(context: any) => void} draw */
function made(width, height, ratio, draw) {
  const paint = (/** @type {any} */ context) => {
    context.scale(ratio, ratio);
    context.translate(width / ratio / 2, height / ratio / 2);
    draw(context);
  };
  const picture = pictureOf(width, height, paint);
  if (picture) return picture;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  paint(canvas.getContext('2d'));
  return canvas;
}
