/**
 * What a reader may narrow the things to, beside layers and time. The one predicate: a thing passes when, for every
 * chosen facet, the chosen value is among its own.
 *
 * @typedef {import('./wire').Thing} Thing
 * @typedef {'kind' | 'work' | 'part' | 'evidence' | 'precision'} Facet
 * @typedef {Partial<Record<Facet, string>>} Chosen a value a facet; a facet without one lets all pass
 * @typedef {Record<Facet, string[]>} Values
 */

/** @type {Facet[]} */
export const FACETS = ['kind', 'work', 'part', 'evidence', 'precision'];

/** The ties by which people of one thing worked for another, and whether their subject is who gave them. */
const LABOUR = new Map([
  ['supplied_labour_to', true],
  ['built', true],
  ['built_by', false],
]);

/** The values of `evidence` that are no grades of certainty. */
export const ONE = 'one';
export const SEVERAL = 'several';
export const DISPUTED = 'disputed';

/** The precision of what is drawn as a line. */
export const LINE = 'line';

/** The value of `work` for labour that a layer got, and for that which a thing gave. */
export const TO = 'to-';
export const OF = 'of-';

export class Filters {
  /** @param {import('./atlas.js').Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    /** @type {Map<string, Values>} by id */
    this.values = new Map([...atlas.things.values()].map((thing) => [thing.id, this.#valuesOf(thing)]));
  }

  /** @param {Thing} thing @returns {Values} */
  #valuesOf(thing) {
    const { atlas } = this;
    const wholes = this.#wholes(thing.id);
    const line = thing.route !== undefined;
    const told = [thing, ...atlas.claims(thing), ...atlas.figures(thing), ...atlas.names(thing)];
    const sources = new Set(told.flatMap(({ source }) => source.map(([key]) => key)));
    return {
      kind: [thing.type],
      work: this.#work(thing),
      part: atlas.parts(thing).length ? [thing.id, ...wholes] : wholes,
      evidence: [
        thing.certainty,
        sources.size > 1 ? SEVERAL : ONE,
        ...(atlas.disagreements(thing).length ? [DISPUTED] : []),
      ],
      precision: [line ? LINE : atlas.place(thing).precision],
    };
  }

  /** The things that one is part of, from the nearest. @param {string} id @returns {string[]} */
  #wholes(id) {
    const { things } = this.atlas;
    const wholes = new Set();
    for (let whole = things.get(id)?.partOf; whole && whole !== id; whole = things.get(whole)?.partOf) {
      if (wholes.has(whole) || !things.has(whole)) break;
      wholes.add(whole);
    }
    return [...wholes];
  }

  /** Who gave the labour that a thing gave or got, and what got it. @param {Thing} thing @returns {string[]} */
  #work(thing) {
    const { atlas } = this;
    const found = new Set();
    for (const { type, other, forward, standing } of atlas.relations(thing)) {
      const gave = LABOUR.get(type);
      if (gave === undefined || standing === 'rejected' || !atlas.things.has(other)) continue;
      const [giver, taker] = gave === forward ? [thing.id, other] : [other, thing.id];
      found.add(TO + atlas.thing(taker).layer);
      for (const id of [giver, ...this.#wholes(giver)]) found.add(OF + id);
    }
    return [...found];
  }

  /** @param {string} id @param {Chosen} chosen */
  passes(id, chosen) {
    const values = this.values.get(id);
    return FACETS.every((facet) => !chosen[facet] || values?.[facet].includes(chosen[facet]));
  }

  /** What is left of the things; null where nothing is chosen. @param {Chosen} chosen @returns {Set<string> | null} */
  left(chosen) {
    if (!FACETS.some((facet) => chosen[facet])) return null;
    return new Set([...this.values.keys()].filter((id) => this.passes(id, chosen)));
  }

  /** Of a choice from elsewhere, that which some thing has. @param {Record<string, string>} chosen @returns {Chosen} */
  known(chosen) {
    /** @type {Chosen} */
    const known = {};
    for (const facet of FACETS) {
      const value = Object.hasOwn(chosen, facet) ? chosen[facet] : '';
      if (value && [...this.values.values()].some((values) => values[facet].includes(value))) known[facet] = value;
    }
    return known;
  }

  /**
   * The values of a facet and how many things each would leave, the other facets staying as they are; those that
   * would leave none are missing, but for the chosen one.
   * @param {Facet} facet @param {Chosen} chosen @returns {Map<string, number>}
   */
  choices(facet, chosen) {
    const others = { ...chosen, [facet]: '' };
    /** @type {Map<string, number>} */
    const counts = new Map();
    if (chosen[facet]) counts.set(chosen[facet], 0);
    for (const [id, values] of this.values) {
      if (!this.passes(id, others)) continue;
      for (const value of values[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  }
}
