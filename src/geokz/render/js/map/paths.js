import { CERTAIN, NONE, PRESUMED } from '../data/life.js';
import { boxOfPath, comesInto, pathInView, trace } from './tracing.js';

/**
 * How a line is drawn: where trains ran, where it was built, where that has no date, where it is presumed, where it may
 * be, where nobody gives evidence, where it was only planned.
 */
const STROKES = {
  open: { width: 1.9, alpha: 1, dash: [] },
  building: { width: 1.3, alpha: 1, dash: [6, 4] },
  undated: { width: 1.3, alpha: 1, dash: [1.5, 4] },
  presumed: { width: 1.9, alpha: 0.6, dash: [] },
  possible: { width: 1.3, alpha: 0.75, dash: [1.5, 4] },
  none: { width: 1, alpha: 0.4, dash: [1, 6] },
  planned: { width: 1.3, alpha: 0.5, dash: [1.5, 9] },
};

/** A pipeline is a line with dots, a road short dashes, however far they are built. */
const PIPE = [10, 3, 1, 3];
const ROAD = [4, 2];

/** How strongly areas are filled, by state. */
const AREA_ALPHA = { [CERTAIN]: 0.18, [PRESUMED]: 0.12 };

/** How a line looks that is no railway, or only shows that there was one: thin, and without a rim. */
const THIN = { schematic: 0.9, pipeline: 1.1, road: 1.1 };

/** The rim of land colour about a line, in pixels; nothing that is drawn of a path is wider. */
const RIM = 4.5;

/** Paths up to so many device pixels across are kept as pictures. */
const LARGEST = 512;

/** The name of a stroke: lines that are sure look as their kind does. @param {number} state @param {string} kind */
function strokeOf(state, kind) {
  if (state === CERTAIN) return kind;
  if (state === PRESUMED) return kind === 'open' ? 'presumed' : kind;
  return state === NONE ? 'none' : 'possible';
}

/**
 * The lines and areas of a dataset as pieces of a picture, in their order.
 * @param {any} renderer whose view, switches and colours they follow @param {any} dataset
 * @param {'full' | 'plain'} how 'plain' without the rim of land colour about lines, and without what was only planned
 * @returns {import('./patches.js').Piece[]}
 */
export function pathPieces(renderer, dataset, how) {
  const { n, points } = dataset.columns;
  const pieces = [];
  for (let path = 0; path < n - points; path++) {
    const shown = dataset.shows(points + path, renderer.switches);
    const planned =
      !shown &&
      how === 'full' &&
      dataset.kept(points + path) &&
      renderer.switches.possible &&
      dataset.pathPlanned?.(points + path);
    if ((shown || planned) && pathInView(renderer, dataset, path))
      pieces.push(pathPiece(renderer, dataset, path, how, planned));
  }
  return pieces;
}

/** @returns {import('./patches.js').Piece} */
function pathPiece(renderer, dataset, path, how, planned) {
  const { points, closed } = dataset.columns;
  const i = points + path;
  const state = dataset.index.states[i];
  const kind = dataset.pathKind ? dataset.pathKind(i) : 'open';
  const look = closed[path] ? 'railway' : (dataset.pathLook?.(i) ?? 'railway');
  const colour = renderer.colour(dataset, i);
  const name = planned ? 'planned' : strokeOf(state, kind);
  const paint = (context) => {
    const thin = THIN[look];
    const solid = dataset.style.opacity ?? 1;
    const stroke = STROKES[name];
    trace(context, dataset, path);
    if (closed[path]) {
      context.globalAlpha = solid * (AREA_ALPHA[state] ?? 0.06);
      context.fillStyle = colour;
      context.fill('evenodd');
      context.globalAlpha = 1;
    } else if (how === 'full' && !planned && !thin) {
      context.strokeStyle = renderer.theme.land;
      context.lineWidth = RIM;
      context.stroke();
    }
    context.strokeStyle = colour;
    context.lineWidth = thin ?? stroke.width;
    context.globalAlpha = solid * (thin ? stroke.alpha * 0.6 : stroke.alpha);
    context.setLineDash(look === 'pipeline' ? PIPE : look === 'road' ? ROAD : stroke.dash);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  };
  const key = `path ${dataset.key} ${path} ${state} ${name} ${look} ${colour}`;
  const box = boxOfPath(renderer, dataset, path, RIM);
  return {
    key,
    box,
    comesInto: (part) => comesInto(dataset, path, part, RIM),
    isLine: !closed[path],
    draw: (context, again) => (again ? stampPath(renderer, context, key, box, paint) : paint(context)),
  };
}

/**
 * A path as a picture, for what is drawn a part at a time: to stroke it anew for each part costs more. One that
 * is large is stroked all the same.
 * @param {any} renderer @param {any} context @param {string} key @param {import('./patches.js').Box} box of the path
 * @param {(context: any) => void} paint
 */
function stampPath({ sprites, ratio, scale, theme }, context, key, [left, top, right, bottom], paint) {
  const [west, north] = [Math.floor(left * ratio), Math.floor(top * ratio)];
  const [wide, high] = [Math.ceil(right * ratio) - west, Math.ceil(bottom * ratio) - north];
  if (Math.max(wide, high) > LARGEST) {
    paint(context);
    return;
  }
  const [x, y] = [(west + wide / 2) / ratio, (north + high / 2) / ratio];
  // at one scale a path differs only by where between two pixels it begins
  const between = [left * ratio - west, top * ratio - north].map((part) => part.toFixed(2));
  const look = [key, scale, ratio, theme.land, between].join();
  // half a pixel less is rounded up to the same, whatever the ratio
  const [width, height] = [(wide - 0.5) / ratio, (high - 0.5) / ratio];
  sprites.stamp(context, look, x, y, width, height, ratio, (own) => {
    own.lineCap = 'round';
    own.lineJoin = 'round';
    own.translate(-x, -y);
    paint(own);
  });
}
