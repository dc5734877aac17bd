/**
 * What a picture is made of, from below to above, so that only what differs from the picture before need be drawn anew.
 *
 * @typedef {[number, number, number, number]} Box left, top, right, bottom in CSS pixels
 * @typedef {{key: string, box: Box, comesInto?: (box: Box) => boolean, isLine?: boolean, draw: (context: any, again?: boolean) => void}} Piece
 *   key: tells everything a piece looks like, and where; two of one picture never have the same; box: what it lies within;
 *   comesInto: whether it reaches a part of that, where most of its box is empty; isLine: whether it is a line; draw: `again`
 *   where it will be drawn often, so that a picture of it is worth its making
 */

/** More than so much of a canvas is drawn anew as a whole. */
const MOST = 0.5;

/** @param {Box} a @param {Box} b */
function meet(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * Boxes of which none meets another and that cover all that were given.
 * @param {Box[]} boxes @returns {Box[]}
 */
export function apart(boxes) {
  /** @type {Box[]} */
  const result = [];
  for (const box of boxes) {
    let joined = box;
    for (let at = 0; at < result.length; at++) {
      const other = result[at];
      if (!meet(joined, other)) continue;
      joined = [
        Math.min(joined[0], other[0]),
        Math.min(joined[1], other[1]),
        Math.max(joined[2], other[2]),
        Math.max(joined[3], other[3]),
      ];
      result.splice(at, 1);
      at = -1;
    }
    result.push(joined);
  }
  return result;
}

/** The pieces of the picture that stands on a canvas. */
export class Patches {
  constructor() {
    /** @type {Map<string, {box: Box, turn: number}> | null} by key, with the last turn that had it; none where nobody knows what stands there */
    this.last = null;
    this.turn = 0;
  }

  /** What stands on the canvas is no longer what was drawn. */
  forget() {
    this.last = null;
  }

  /**
   * Where the pieces differ from those before, in whole device pixels; null when all is to be drawn anew.
   * @param {Piece[]} pieces @param {number} width of the canvas, device pixels @param {number} height
   * @param {number} ratio device pixels a CSS pixel
   * @returns {Box[] | null}
   */
  take(pieces, width, height, ratio) {
    const known = this.last !== null;
    this.last ??= new Map();
    this.turn++;
    /** @type {Box[]} */
    const other = [];
    for (const { key, box } of pieces) {
      const before = this.last.get(key);
      if (before) before.turn = this.turn;
      else {
        this.last.set(key, { box, turn: this.turn });
        other.push(box);
      }
    }
    if (!known) return null;
    for (const [key, { box, turn }] of this.last) {
      if (turn === this.turn) continue;
      other.push(box);
      this.last.delete(key);
    }
    const boxes = other.map(
      ([left, top, right, bottom]) =>
        /** @type {Box} */ ([
          Math.max(0, Math.floor(left * ratio) - 1),
          Math.max(0, Math.floor(top * ratio) - 1),
          Math.min(width, Math.ceil(right * ratio) + 1),
          Math.min(height, Math.ceil(bottom * ratio) + 1),
        ]),
    );
    const parts = apart(boxes.filter(([left, top, right, bottom]) => left < right && top < bottom));
    const area = parts.reduce((sum, [left, top, right, bottom]) => sum + (right - left) * (bottom - top), 0);
    return area > MOST * width * height ? null : parts;
  }
}

/**
 * Draw pieces, within some boxes only or all of them.
 * @param {CanvasRenderingContext2D} context @param {Piece[]} pieces @param {Box[] | null} boxes in device pixels
 * @param {number} ratio device pixels a CSS pixel
 */
export function drawPieces(context, pieces, boxes, ratio) {
  // the pieces' own ends and corners, whichever of them is drawn first
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (!boxes) {
    for (const { draw } of pieces) draw(context);
    return;
  }
  for (const [left, top, right, bottom] of boxes) {
    const seen = /** @type {Box} */ ([left / ratio, top / ratio, right / ratio, bottom / ratio]);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    context.clearRect(left, top, right - left, bottom - top);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const { box, comesInto, draw } of pieces)
      if (meet(box, seen) && (!comesInto || comesInto(seen))) draw(context, true);
    context.restore();
  }
}
