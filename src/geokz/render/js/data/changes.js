import { daysOfYears } from './calendar.js';
import { kindOf } from './kinds.js';
import { beginsWithin, CERTAIN, endsWithin, PRESUMED, stateOf } from './life.js';

/**
 * What changed between the map of one year and the map of a later one. Begun: there in the later year's picture or
 * gone again by then, not yet there in the earlier one's. Ended: there in the earlier year or begun since, gone in
 * the later one. So every beginning and every end belongs to exactly one of two periods that meet.
 *
 * @typedef {import('./wire').Thing} Thing
 * @typedef {{thing: Thing, sure: boolean, day: number}} Turn  `sure` when the bounds leave no other reading
 * @typedef {{thing: Thing, from: string, to: string, lang: string, when: import('./wire').DateParts | string, day: number}} Renaming
 * @typedef {{thing: Thing, from: number, to: number}} Growth
 * @typedef {{begun: Turn[], ended: Turn[], renamed: Renaming[], grown: Growth[], shrunk: Growth[],
 *   unknown: {begun: number, ended: number}}} Found
 */

/** Names that meet within a year follow each other. */
const A_YEAR = 366;

/**
 * @param {Thing[]} things those of the layers shown @param {import('./atlas.js').Atlas} atlas
 * @param {number} from year @param {number} to later year @param {boolean} possible count what may have changed, too
 * @param {string[]} languages of new names, by preference
 * @returns {Found}
 */
export function changesBetween(things, atlas, from, to, possible, languages) {
  const [firstFrom, lastFrom] = daysOfYears(from, from);
  const [firstTo, lastTo] = daysOfYears(to, to);
  /** @type {Found} */
  const result = { begun: [], ended: [], renamed: [], grown: [], shrunk: [], unknown: { begun: 0, ended: 0 } };
  if (from >= to) return result;
  for (const thing of things) {
    const bounds = atlas.bounds(thing);
    const turn = (/** @type {'begun' | 'ended'} */ kind, /** @type {string} */ how, /** @type {number} */ day) => {
      if (how === 'unknown') result.unknown[kind]++;
      else if (how === 'sure' || (how === 'possible' && possible))
        result[kind].push({ thing, sure: how === 'sure', day });
    };
    turn('begun', beginsWithin(bounds, lastFrom, lastTo), bounds[0]);
    turn('ended', endsWithin(bounds, firstFrom, firstTo), bounds[2]);
    result.renamed.push(...renamings(atlas, thing, lastFrom, lastTo, languages));
    const prisoners = atlas.prisoners(thing);
    const [one, other] = [prisoners?.get(from)?.value, prisoners?.get(to)?.value];
    if (one === undefined || other === undefined || one === other) continue;
    result[other > one ? 'grown' : 'shrunk'].push({ thing, from: one, to: other });
  }
  for (const dated of [result.begun, result.ended, result.renamed]) dated.sort((a, b) => a.day - b.day);
  for (const growths of [result.grown, result.shrunk])
    growths.sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
  return result;
}

/**
 * Official names that began after `after` and not after `by`, one a date; the thing's own beginning is no renaming.
 * @param {import('./atlas.js').Atlas} atlas @param {Thing} thing @param {number} after @param {number} by days
 * @param {string[]} languages by preference @returns {Renaming[]}
 */
function renamings(atlas, thing, after, by, languages) {
  const names = atlas.names(thing);
  const begun = atlas.bounds(thing)[0];
  /** @type {Map<number, import('./wire').Name>} */
  const byDay = new Map();
  for (const name of names) {
    if (name.kind !== 'official' || !hasTurn(atlas.dating(name.when))) continue;
    const [earliest, latest] = name.bounds;
    if (earliest <= after || latest > by || earliest <= begun) continue;
    const known = byDay.get(earliest);
    if (!known || languages.indexOf(name.lang) < languages.indexOf(known.lang)) byDay.set(earliest, name);
  }
  return [...byDay.values()].flatMap((name) => {
    const earlier = names
      .filter(
        (other) =>
          other.lang === name.lang &&
          other !== name &&
          (other.kind === 'official' || other.kind === 'old') &&
          other.name !== name.name,
      )
      .filter(
        (other) =>
          atlas.dating(other.when).end !== undefined &&
          other.bounds[3] >= name.bounds[0] - A_YEAR &&
          other.bounds[0] < name.bounds[0] &&
          other.bounds[2] <= name.bounds[1] + A_YEAR,
      );
    // the thing's own name may carry the later one in brackets, or be the new one with its kind
    const own = (thing.names[name.lang] ?? '').replace(/\s*\([^)]*\)$/, '');
    const before = earlier.length ? earlier[earlier.length - 1].name : own;
    if (!before || before === name.name || (!earlier.length && own.includes(name.name))) return [];
    return [
      { thing, from: before, to: name.name, lang: name.lang, when: atlas.dating(name.when).start, day: name.bounds[0] },
    ];
  });
}

/** Whether a name is dated by an interval whose start is told. @param {import('./wire').Dating} dating */
function hasTurn({ start, end }) {
  return end !== undefined && start !== 'unknown';
}

/**
 * Turns without those of parts whose whole turned as well, so that a railway, a camp, a basin is told once. A part of
 * another layer, as a works of a railway, is a thing of its own.
 * @param {Turn[]} turns @param {Map<string, Thing>} things by id
 */
export function wholesOnly(turns, things) {
  const turned = new Set(turns.map(({ thing }) => thing.id));
  return turns.filter(({ thing }) => !hasWhole(thing, turned, things));
}

/**
 * How many things of each kind surely existed, or are presumed to have, in a year; parts are counted with their whole.
 * @param {Thing[]} things @param {import('./atlas.js').Atlas} atlas @param {number} year @returns {Map<string, number>} by kindOf
 */
export function kindsIn(things, atlas, year) {
  const days = daysOfYears(year, year);
  const sure = things.filter((thing) => [CERTAIN, PRESUMED].includes(stateOf(atlas.bounds(thing), ...days)));
  const ids = new Set(sure.map(({ id }) => id));
  /** @type {Map<string, number>} */
  const kinds = new Map();
  for (const thing of sure) {
    if (hasWhole(thing, ids, atlas.things)) continue;
    kinds.set(kindOf(thing), (kinds.get(kindOf(thing)) ?? 0) + 1);
  }
  return kinds;
}

/**
 * Whether a whole of a thing, of its own layer, is among some.
 * @param {Thing} thing @param {Set<string>} ids @param {Map<string, Thing>} things by id
 */
function hasWhole(thing, ids, things) {
  const seen = new Set([thing.id]);
  for (let id = thing.partOf; id && !seen.has(id); id = things.get(id)?.partOf ?? '') {
    seen.add(id);
    if (ids.has(id) && things.get(id)?.layer === thing.layer) return true;
  }
  return false;
}

/**
 * Two years of which one is typed: it stays as it was typed, and the other goes on before it where it would be passed.
 * @param {number[]} years the earlier and the later @param {'from' | 'to'} which @param {number} typed
 * @param {{min: number, max: number}} clock @returns {[number, number]}
 */
export function yearsTyped([from, to], which, typed, { min, max }) {
  if (!Number.isInteger(typed) || typed < min || typed > max) return [from, to];
  const apart = to - from;
  return which === 'from'
    ? [typed, typed < to ? to : Math.min(max, typed + apart)]
    : [typed > from ? from : Math.max(min, typed - apart), typed];
}
