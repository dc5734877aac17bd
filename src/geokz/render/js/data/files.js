import { civilDate, daysOfYears, isDay, OPEN_END, OPEN_START, yearOf } from './calendar.js';
import { latLng } from './columns.js';
import { csvText } from './csv.js';
import { drawnDays, presumedUntil, STATE_NAMES } from './life.js';
import { crosses } from './pick.js';

/**
 * Files of what is shown, made in the page. Every property of the GeoJSON is one that geokz.export writes, with the same
 * value; the CSV has them too, and the coordinates, the state and the number of the chosen year.
 */

/** The bounds of a life by the names of Python's export, in their order. */
const BOUND_NAMES = ['start_earliest', 'start_latest', 'end_earliest', 'end_latest'];
const EARLIEST = '0001-01-01';
const LATEST = '9999-12-31';

/** @typedef {number[][]} Ring */

/** A bound as an ISO day; an open or unknown one is null. @param {number} day @returns {string | null} */
export function isoDay(day) {
  if (!isDay(day)) return null;
  const { year, month, day: number } = civilDate(day);
  if (year < 1) return EARLIEST;
  if (year > 9999) return LATEST;
  const digits = (/** @type {number} */ value, /** @type {number} */ length) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(number, 2)}`;
}

/** The column of the names in a language. @param {string} code */
function nameColumn(code) {
  return `name_${code.replaceAll('-', '_')}`;
}

/** The days of which one lies at an end of all time, by name. @param {Record<string, number>} days @param {number} end */
function openOf(days, end) {
  const names = Object.keys(days).filter((name) => days[name] === end);
  return names.join(' ') || null;
}

/**
 * What a file says of a thing, under the names of Python's export; where the days in which it is drawn have no end,
 * they end with the clock.
 * @param {import('./wire').Thing} thing @param {import('./atlas.js').Atlas} atlas @param {[number, number]} years of the clock
 */
export function propertiesOf(thing, atlas, years) {
  const place = atlas.place(thing);
  const numbers = atlas.bounds(thing);
  const [begin, end] = drawnDays(numbers);
  const bounds = Object.fromEntries(BOUND_NAMES.map((name, at) => [name, numbers[at]]));
  const days = { ...bounds, presumed_until: presumedUntil(numbers) };
  const drawn = { begin_date: begin, end_date: end };
  return {
    id: thing.id,
    layer: atlas.layer(thing).key,
    type: thing.type,
    ...Object.fromEntries(atlas.languages.map((code) => [nameColumn(code), thing.names[code]])),
    edtf: atlas.dated(thing).when || null,
    part_of: thing.partOf || null,
    certainty: thing.certainty || null,
    begin_date: begin === OPEN_START ? `${String(years[0]).padStart(4, '0')}-01-01` : isoDay(begin),
    end_date: end === OPEN_END ? `${String(years[1]).padStart(4, '0')}-12-31` : isoDay(end),
    ...Object.fromEntries(Object.entries(days).map(([name, day]) => [name, isoDay(day)])),
    open_start: openOf({ ...drawn, ...days }, OPEN_START),
    open_end: openOf({ ...drawn, ...days }, OPEN_END),
    precision: place.precision,
    radius_m: place.radius || null,
    place: thing.place,
    source: thing.source.map(([key, locator]) => `${key}[${locator}]`).join('; '),
  };
}

/**
 * A point of the columns: longitude first, five decimals.
 * @param {import('./columns.js').Columns} columns @param {number} at @returns {number[]}
 */
function positionOf(columns, at) {
  return latLng(columns, at)
    .reverse()
    .map((value) => Math.round(value * 1e5) / 1e5);
}

/**
 * The geometry of a feature: longitude first, five decimals.
 * @param {import('./columns.js').Columns} columns @param {number} i
 */
export function geometryOf(columns, i) {
  const { points, partOfPath, vertexOfPart, closed } = columns;
  const position = (/** @type {number} */ at) => positionOf(columns, at);
  if (i < points) return { type: 'Point', coordinates: position(i) };
  const path = i - points;
  const parts = [];
  for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
    const vertices = [];
    for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1]; at++) vertices.push(position(points + at));
    parts.push(vertices);
  }
  if (closed[path]) return areaOf(parts);
  return parts.length === 1
    ? { type: 'LineString', coordinates: parts[0] }
    : { type: 'MultiLineString', coordinates: parts };
}

/** Rings as polygons: a ring inside another is its hole; outer rings run against the clock, holes with it. @param {Ring[]} rings */
function areaOf(rings) {
  const around = rings.map((ring) => rings.filter((other) => other !== ring && isInside(ring[0], other)));
  // within an even number of others a ring bounds land, within an odd one a hole; a hole belongs to the ring next around it
  const outer = rings.map((_, at) => at).filter((at) => around[at].length % 2 === 0);
  const polygons = outer.map((at) => {
    const holes = rings.filter(
      (_, hole) => around[hole].length === around[at].length + 1 && around[hole].includes(rings[at]),
    );
    return [turned(rings[at], true), ...holes.map((hole) => turned(hole, false))];
  });
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** A ring that runs to the left, against the clock, or to the right. @param {Ring} ring @param {boolean} left */
function turned(ring, left) {
  return ringArea(ring) > 0 === left ? ring : [...ring].reverse();
}

/** Twice the area of a ring, negative for one that runs to the right. @param {Ring} ring */
function ringArea(ring) {
  let sum = 0;
  for (let at = 0; at < ring.length - 1; at++) sum += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  return sum;
}

/** Whether a point lies inside a ring of points. @param {number[]} point @param {Ring} ring */
function isInside([x, y], ring) {
  let inside = false;
  for (let at = 0; at < ring.length - 1; at++) {
    const [[ax, ay], [bx, by]] = [ring[at], ring[at + 1]];
    if (crosses(x, y, ax, ay, bx, by)) inside = !inside;
  }
  return inside;
}

/** The geometry of a thing; null without one. @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing */
function geometryIn(atlas, thing) {
  const spot = atlas.spot(thing);
  return spot && geometryOf(spot.dataset.columns, spot.i);
}

/** The numbers over time of a thing of somebody's own; null without any. @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing */
function seriesOf(atlas, thing) {
  const dataset = atlas.datasets?.get(thing.layer);
  const i = dataset?.position.get(thing.id);
  return dataset?.series && i !== undefined ? { series: dataset.series, i } : null;
}

/** What numbers of the own layers are called, each once. @param {import('./atlas.js').Atlas} atlas @returns {string[]} */
export function ownNumbers(atlas) {
  const named = [...atlas.datasets.values()].map(({ series }) => series?.column);
  return [...new Set(named.filter((column) => column !== undefined))];
}

/**
 * What somebody's own things are told to say: a cell a thing under each heading, by layer. A heading that files have
 * anyway is marked as the layer's own.
 * @typedef {Map<string, Map<string, string[]>>} OwnTexts
 * @param {import('./rows.js').Row[]} rows @param {import('./atlas.js').Atlas} atlas @returns {Promise<OwnTexts>}
 */
export async function ownTexts(rows, atlas) {
  const found = new Map();
  for (const { thing } of rows) {
    const dataset = atlas.datasets.get(thing.layer);
    if (!dataset || found.has(thing.layer)) continue;
    const standing = new Set([...Object.keys(propertiesOf(thing, atlas, [1, 1])), 'lon', 'lat', 'state']);
    const texts = new Map();
    for (const where of /** @type {const} */ (['tooltip', 'popup', 'link'])) {
      const { columns, cells } = await dataset.cellsOf(where);
      columns.forEach((heading, at) => texts.set(standing.has(heading) ? `own_${heading}` : heading, cells[at]));
    }
    found.set(thing.layer, texts);
  }
  return found;
}

/** The texts of a thing by their headings; null where a cell is empty. @param {import('./wire').Thing} thing @param {import('./atlas.js').Atlas} atlas @param {OwnTexts} texts */
function textsOf(thing, atlas, texts) {
  const i = atlas.datasets?.get(thing.layer)?.position.get(thing.id) ?? -1;
  return Object.fromEntries([...(texts.get(thing.layer) ?? [])].map(([heading, cells]) => [heading, cells[i] || null]));
}

/**
 * The years whose numbers a file has: the chosen one, or with it all that any of its rows has a number for.
 * @param {import('./rows.js').Row[]} rows @param {import('./atlas.js').Atlas} atlas @param {number} year
 * @param {boolean} all @param {[number, number]} clock its first and last year @returns {number[]}
 */
export function yearsOf(rows, atlas, year, all, clock) {
  if (!all) return [year];
  const years = new Set(rows.flatMap(({ prisoners }) => [...(prisoners?.keys() ?? [])]));
  for (const { thing } of rows) {
    const own = seriesOf(atlas, thing);
    for (const { first, last } of own?.series.of(own.i) ?? []) {
      const from = isDay(first) ? Math.max(clock[0], yearOf(first)) : clock[0];
      const to = isDay(last) ? Math.min(clock[1], yearOf(last)) : clock[1];
      for (let at = from; at <= to; at++) years.add(at);
    }
  }
  return [...years.add(year)].sort((a, b) => a - b);
}

/**
 * The numbers of a row by the names of their columns; of a thing of somebody's own, those that the map shows.
 * @param {import('./rows.js').Row} row @param {import('./atlas.js').Atlas} atlas @param {number[]} years
 */
function numbersOf({ thing, prisoners }, atlas, years) {
  const own = seriesOf(atlas, thing);
  const column = own?.series.column ?? 'prisoners';
  const value = (/** @type {number} */ year) =>
    own ? own.series.at(own.i, ...daysOfYears(year, year)) : (prisoners?.get(year)?.value ?? null);
  return Object.fromEntries(years.map((year) => [`${column}_${year}`, value(year)]));
}

/**
 * Rows as a FeatureCollection (RFC 7946); what has numbers has them in the years given.
 * @param {import('./rows.js').Row[]} rows @param {import('./atlas.js').Atlas} atlas
 * @param {Record<string, string>} notice licence, credit and what it is: foreign members of the collection
 * @param {[number, number]} clock its first and last year @param {number[]} [years] of the numbers @param {OwnTexts} [texts]
 */
export function geojsonText(rows, atlas, notice, clock, years = [], texts = new Map()) {
  const hasNumbers = (/** @type {import('./rows.js').Row} */ { thing, prisoners }) =>
    prisoners?.size || seriesOf(atlas, thing);
  const features = rows.map((row) => ({
    type: 'Feature',
    properties: {
      ...propertiesOf(row.thing, atlas, clock),
      ...textsOf(row.thing, atlas, texts),
      ...(hasNumbers(row) ? numbersOf(row, atlas, years) : {}),
    },
    geometry: geometryIn(atlas, row.thing),
  }));
  const lines = features.map((feature) => JSON.stringify(feature)).join(',\n');
  const members = Object.entries(notice).map(([name, text]) => `${JSON.stringify(name)}: ${JSON.stringify(text)}, `);
  return `{"type": "FeatureCollection", ${members.join('')}"features": [\n${lines}\n]}\n`;
}

/**
 * Rows as CSV; lines have the coordinates of no point.
 * @param {import('./rows.js').Row[]} rows @param {import('./atlas.js').Atlas} atlas
 * @param {[number, number]} clock its first and last year @param {number[]} years of the numbers
 * @param {string[]} numbers what they are called @param {OwnTexts} [texts]
 */
export function csvOfRows(rows, atlas, clock, years, numbers, texts = new Map()) {
  const table = rows.map((row) => {
    const { thing, state } = row;
    const spot = atlas.spot(thing);
    const [lon, lat] =
      spot && spot.i < spot.dataset.columns.points ? positionOf(spot.dataset.columns, spot.i) : [null, null];
    return {
      ...propertiesOf(thing, atlas, clock),
      lon,
      lat,
      state: STATE_NAMES[state],
      ...textsOf(thing, atlas, texts),
      ...numbersOf(row, atlas, years),
    };
  });
  const names = [
    'id',
    'layer',
    'type',
    ...atlas.languages.map(nameColumn),
    'edtf',
    'part_of',
    'certainty',
    'begin_date',
    'end_date',
    ...BOUND_NAMES,
    'presumed_until',
    'open_start',
    'open_end',
  ];
  return csvText(
    [
      ...names,
      ...['precision', 'radius_m', 'place', 'source', 'lon', 'lat', 'state'],
      ...new Set([...texts.values()].flatMap((columns) => [...columns.keys()])),
      ...new Set(numbers.flatMap((column) => years.map((year) => `${column}_${year}`))),
    ],
    table,
  );
}
