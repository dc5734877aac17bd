import { isSure, UNDATED } from '../data/life.js';
import { drawCircle, drawDisputed, pixelsOfMetres } from './overlay.js';
import { drawRing, drawSymbol, extentOf } from './symbols.js';

/** Circles up to so many device pixels across are stamped: to dash one anew costs as much as a hundred stamps. */
const LARGEST = 512;

/** How strongly a state speaks for a mark of several things. @param {number} state */
function strength(state) {
  return state === UNDATED ? 0 : state;
}

/** Whether a thing rather than another stands for their place: the greater number, then the surer, then the upper layer's. */
export function isBefore(mark, other) {
  const [number, others] = [mark, other].map(({ dataset, i }) => dataset.numberOf?.(i) ?? -1);
  if (number !== others) return number > others;
  return strength(mark.state) >= strength(other.state);
}

/**
 * What to draw at points, from below to above: one mark a place, with the symbol of its greatest thing by number, or
 * else of the topmost layer there and the surest of its things, and all the features that share the coordinates.
 * `reach` is half the size of its symbol, `outer` the same with the ring about it, if it has one.
 * @param {any} renderer
 */
export function marksOf(renderer) {
  const places = new Map();
  const marks = [];
  for (const dataset of renderer.datasets) {
    const { states } = dataset.index;
    const { sx, sy } = dataset;
    for (let i = 0; i < dataset.columns.points; i++) {
      if (!dataset.shows(i, renderer.switches) || !renderer.inside(sx[i], sy[i])) continue;
      const key = dataset.placeOf(i);
      const other = places.get(key);
      if (!other) {
        const mark = { x: sx[i], y: sy[i], dataset, i, state: states[i], members: [[dataset, i]] };
        places.set(key, mark);
        marks.push(mark);
      } else {
        other.members.push([dataset, i]);
        const mark = { dataset, i, state: states[i] };
        if (isBefore(mark, other)) Object.assign(other, mark);
      }
    }
  }
  for (const mark of marks) {
    mark.reach = renderer.reachOf(mark);
    mark.kinds = kindsOf(renderer, mark);
    mark.outer = mark.kinds.length ? mark.reach * 1.3 + 4.4 : mark.reach;
  }
  return marks.sort(
    (a, b) => a.dataset.order - b.dataset.order || sureness(a) - sureness(b) || b.reach - a.reach || a.y - b.y,
  );
}

/** What only may have been lies below what was; of one kind the large below the small, so that none is hidden. */
function sureness({ state }) {
  return isSure(state) ? 1 : 0;
}

/** The colours of the layers whose things share a place, with how many there are of each; none for a single thing. */
function kindsOf(renderer, { members }) {
  if (members.length < 2) return [];
  const counts = new Map();
  for (const [dataset] of members) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  const loud = [...counts].filter(([dataset]) => !dataset.style.quiet);
  if (loud.reduce((sum, [, count]) => sum + count, 0) < 2 && counts.size < 3) return [];
  return [...counts]
    .sort((a, b) => b[0].order - a[0].order)
    .map(([dataset, count]) => [renderer.colour(dataset), count]);
}

/**
 * What a symbol was drawn from, and the piece it became.
 * @typedef {{mark: any, unknown: boolean, disputed: boolean, kinds: string, piece: import('./patches.js').Piece}} Known
 */

/**
 * The symbol of a mark, with the sign that sources disagree about one of its things; the same piece as in the year
 * before where nothing of it changed, for most of a picture does not.
 * @param {any} renderer @param {any} mark @returns {import('./patches.js').Piece}
 */
export function markPiece(renderer, mark) {
  const { dataset, i } = mark;
  const place = dataset.placeOf(i);
  const unknown = dataset.lacksNumber(i);
  const disputed = mark.members.some(([of, member]) => of.disputed?.(member));
  const kinds = mark.kinds.length ? mark.kinds.join() : '';
  const before = renderer.known.get(place);
  if (before && sameMark(before.mark, mark)) {
    if (before.unknown === unknown && before.disputed === disputed && before.kinds === kinds) return before.piece;
  }
  const piece = newPiece(renderer, mark, unknown, disputed);
  renderer.known.set(place, { mark, unknown, disputed, kinds, piece });
  return piece;
}

/** Whether two marks of a place, in one view and the same colours, have the same symbol. */
function sameMark(a, b) {
  return (
    a.dataset === b.dataset && a.i === b.i && a.state === b.state && a.reach === b.reach && a.x === b.x && a.y === b.y
  );
}

/** @param {any} renderer @param {any} mark @param {boolean} unknown @param {boolean} disputed @returns {import('./patches.js').Piece} */
function newPiece(renderer, mark, unknown, disputed) {
  const { x, y, dataset, i, state, reach, outer, kinds } = mark;
  const { theme, ratio, sprites } = renderer;
  const colour = renderer.colour(dataset, i);
  const shape = dataset.odd?.(i) ? 'bar' : dataset.style.shape;
  const look = [shape, colour, reach, state, unknown, theme.land, ratio, ...kinds.flat()].join();
  const half = Math.max(extentOf(shape, reach), kinds.length ? outer + 1 : 0);
  const side = 2 * Math.ceil(half + 1);
  const far = Math.max(side / 2 + 1, disputed ? reach * 0.8 + 6 : 0);
  return {
    key: `mark ${dataset.key} ${i} ${x} ${y} ${disputed} ${look}`,
    box: [x - far, y - far, x + far, y + far],
    draw(context) {
      context.globalAlpha = dataset.style.opacity ?? 1;
      sprites.stamp(context, look, x, y, side, side, ratio, (own) => {
        if (kinds.length) drawRing(own, outer - 1.2, kinds, theme.land);
        drawSymbol(own, shape, reach, colour, theme.land, state, unknown);
      });
      context.globalAlpha = 1;
      if (disputed) {
        const [right, above] = [x + reach * 0.8, y - reach * 0.8];
        sprites.stamp(context, `disputed ${theme.accent} ${theme.land} ${ratio}`, right, above, 10, 10, ratio, (own) =>
          drawDisputed(own, theme),
        );
      }
    },
  };
}

/**
 * Where a thing is known only to its district, how far off its symbol may be: filled while it leaves most of the map free.
 * @param {any} renderer @param {any} mark @returns {import('./patches.js').Piece[]} one, or none where the place is known
 */
export function doubtPieces(renderer, { dataset, i, x, y }) {
  const metres = dataset.radiusOf ? dataset.radiusOf(i) : 0;
  if (!metres) return [];
  const radius = pixelsOfMetres(metres, dataset.columns.y[i], renderer.scale);
  const colour = renderer.colour(dataset);
  const { size, sprites, ratio } = renderer;
  const filled = 2 * radius < Math.min(size.x, size.y) / 2;
  return [
    {
      key: `doubt ${dataset.key} ${i} ${x} ${y} ${radius} ${colour}`,
      box: [x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1],
      draw(context) {
        const side = 2 * Math.ceil(radius + 2);
        if (side * ratio > LARGEST) drawCircle(context, x, y, radius, colour, filled);
        else
          sprites.stamp(context, `doubt ${radius} ${colour} ${filled} ${ratio}`, x, y, side, side, ratio, (own) => {
            own.lineCap = 'round';
            drawCircle(own, 0, 0, radius, colour, filled);
          });
      },
    },
  ];
}
