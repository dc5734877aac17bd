/** What lies around the symbols: circles of doubt, and the ties of a selected thing with their numbers. */

/** Metres to pixels of the screen at a Web Mercator height. @param {number} y 0 (north) to 1 @param {number} scale */
export function pixelsOfMetres(metres, y, scale) {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  return (metres / (40075016.68 * Math.cos(latitude))) * scale;
}

/** A soft circle: the thing lies somewhere within. Its outline alone where it would cover what is shown. */
export function drawCircle(context, x, y, pixels, colour, filled = true) {
  context.beginPath();
  context.arc(x, y, pixels, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (filled) {
    context.globalAlpha = 0.06;
    context.fill();
  }
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * Lines from a point to what it is tied to, bent a little, with the number of people where one is known and there is
 * room for it between the ends and beside the numbers before it.
 * @param {CanvasRenderingContext2D} context @param {{x: number, y: number}} from
 * @param {{x: number, y: number, text: string}[]} links @param {{accent: string, land: string, ink: string}} theme
 */
export function drawLinks(context, from, links, theme) {
  context.font = '600 11px system-ui, "Segoe UI", "Noto Sans", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  /** @type {[number, number, number][]} middle and half the width of each number */
  const numbers = [];
  for (const { x, y, text } of links) {
    const [dx, dy] = [x - from.x, y - from.y];
    if (Math.hypot(dx, dy) < 4) continue;
    const [mx, my] = [from.x + dx / 2 - dy * 0.12, from.y + dy / 2 + dx * 0.12];
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(mx, my, x, y);
    context.strokeStyle = theme.accent;
    context.lineWidth = 1.4;
    context.globalAlpha = 0.75;
    context.stroke();
    context.globalAlpha = 1;
    const half = context.measureText(text).width / 2;
    if (!text || Math.hypot(dx, dy) < 2 * half + 40) continue;
    const [tx, ty] = [from.x * 0.25 + mx * 0.5 + x * 0.25, from.y * 0.25 + my * 0.5 + y * 0.25];
    if (numbers.some(([ox, oy, other]) => Math.abs(tx - ox) < half + other + 4 && Math.abs(ty - oy) < 13)) continue;
    numbers.push([tx, ty, half]);
    context.strokeStyle = theme.land;
    context.lineWidth = 4;
    context.strokeText(text, tx, ty);
    context.fillStyle = theme.accent;
    context.fillText(text, tx, ty);
  }
}

/**
 * A railhead: an open arrow in the direction of laying, a ring where a place was reached, dashed when only possible.
 * @param {CanvasRenderingContext2D} context
 * A happening: a star.
 * @param {{x: number, y: number, azimuth: number | null, sure: boolean, event?: any}} head degrees clockwise from north
 * @param {{accent: string, land: string}} theme
 */
export function drawHead(context, { x, y, azimuth, sure, event }, theme) {
  context.save();
  context.translate(x, y);
  context.lineJoin = 'round';
  context.beginPath();
  if (event) star(context, 7);
  else if (azimuth === null) context.arc(0, 0, 6, 0, 2 * Math.PI);
  else {
    context.rotate((azimuth * Math.PI) / 180);
    context.moveTo(0, -8);
    context.lineTo(6, 6);
    context.lineTo(0, 3);
    context.lineTo(-6, 6);
    context.closePath();
  }
  context.strokeStyle = theme.land;
  context.lineWidth = 4;
  context.globalAlpha = 0.8;
  context.stroke();
  context.globalAlpha = sure ? 1 : 0.75;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.8;
  context.setLineDash(sure ? [] : [2.5, 2.5]);
  context.stroke();
  context.restore();
}

/** A head as a piece of a picture. @returns {import('./patches.js').Piece} */
export function headPiece(head, theme) {
  const { x, y, azimuth, sure, event } = head;
  return {
    key: `head ${x} ${y} ${azimuth} ${sure} ${event?.id ?? ''} ${head.text ?? ''}`,
    box: [x - 11, y - 11, x + 11, y + 11],
    draw: (context) => drawHead(context, head, theme),
  };
}

/** A star of four points about the origin. */
function star(context, size) {
  for (let k = 0; k < 8; k++) {
    const reach = k % 2 ? size * 0.35 : size;
    context.lineTo(reach * Math.sin((k * Math.PI) / 4), -reach * Math.cos((k * Math.PI) / 4));
  }
  context.closePath();
}

/** The way between the seats of a chosen thing, thin. @param {CanvasRenderingContext2D} context @param {{x: number, y: number}[]} stops */
export function drawTrail(context, stops, theme) {
  if (stops.length < 2) return;
  context.beginPath();
  for (const { x, y } of stops) context.lineTo(x, y);
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.globalAlpha = 0.6;
  context.stroke();
  context.globalAlpha = 1;
  for (const { x, y } of stops) {
    context.beginPath();
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
    context.fillStyle = theme.accent;
    context.fill();
  }
}

/** The sign that sources disagree about a thing, about the origin. */
export function drawDisputed(context, theme) {
  context.beginPath();
  context.arc(0, 0, 2.6, 0, 2 * Math.PI);
  context.fillStyle = theme.accent;
  context.strokeStyle = theme.land;
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
