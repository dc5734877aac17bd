import { entryOf, whereIs } from '../data/where.js';
import { el, linked } from './dom.js';
import { citeButton, Notes } from './notes.js';

/** Ties that tell of people's work. */
const LABOUR = new Set(['supplied_labour_to', 'built', 'built_by']);

/**
 * Rows by a key, in the order in which the keys first come.
 * @template T
 * @param {T[]} rows @param {(row: T) => string} keyOf @returns {Map<string, T[]>}
 */
export function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** What a value is called that nobody has: a source of the atlas has lost it, a table of somebody's own leaves it open. */
const unknownOf = (figure) => (figure.measure.startsWith('own:') ? 'ownNotKnown' : 'valueLost');

/** What sources say of one thing, passage by passage, each with its citations; these are numbered as they come. */
export class Said {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../data/words.js').Words} words
   * @param {object} how
   * @param {(thing: import('../data/wire').Thing, withSymbol?: boolean) => HTMLElement} how.link a way to the card of another thing
   * @param {(thing: any, table: string, id: string, after: string) => any} how.citing what a citation of a row is made of
   */
  constructor(atlas, words, { link, citing }) {
    this.atlas = atlas;
    this.words = words;
    this.link = link;
    this.citing = citing;
    this.notes = new Notes(atlas, words);
  }

  /** Citation marks for [[key, locator], ...]. */
  cite(citations) {
    return this.notes.mark(citations);
  }

  place(thing) {
    const { words, atlas } = this;
    const { name, known } = whereIs(words, atlas, thing);
    const text = name ? `${name}: ${known}` : known;
    if (thing.route !== undefined) return el('p.geokz-place', { text });
    const place = atlas.place(thing);
    const point = place.authority === 'estimate' ? words.t('estimate') : this.gazetteer(place.authority);
    return el('p.geokz-place', {}, [text, point && ' · ', point, ' ', this.cite(place.source)]);
  }

  /** The entry of a gazetteer that a point was read from, by the name of the gazetteer. @param {string} authority its id */
  gazetteer(authority) {
    const entry = entryOf(authority);
    if (!entry) return authority;
    // a kiosk has no way out
    if (document.documentElement.classList.contains('geokz-kiosk')) return entry.name;
    const title = this.words.t('gazetteerEntry', { id: entry.id });
    return el('a.geokz-link', {
      href: entry.address,
      target: '_blank',
      rel: 'noopener noreferrer',
      text: entry.name,
      title,
    });
  }

  /** Why we say so: the reasons behind the row and its place, folded away; of somebody's own, what its table says of it. */
  remarks(thing) {
    const notes = [thing.note, this.atlas.place(thing).note].filter(Boolean);
    if (!notes.length) return null;
    const { own } = this.atlas.layer(thing);
    return el('details.geokz-remarks', {}, [
      el('summary', { text: this.words.t(own ? 'ownColumns' : 'remarks') }),
      ...notes.map((note) => (own ? this.note(note, '') : this.note(note))),
    ]);
  }

  /** Editors' notes are in the first language on every page; they say why. */
  note(text, lang = this.words.languages[0]) {
    return text ? el('p.geokz-remark', { lang }, linked(text)) : null;
  }

  /** Reasons and doubts, in another language where nobody has translated them. @param {import('../data/words.js').Text} note */
  reasons(note) {
    return this.note(this.words.pick(note), this.words.tongue(note));
  }

  standing(row) {
    if (row.standing === 'accepted') return null;
    return el('div.geokz-standing', {}, [
      el('strong', { text: this.words.label('standing', row.standing) }),
      this.reasons(row.note),
    ]);
  }

  /** What sources disagree about: exactly the sides, wherever one of them is shown. */
  disagreements(thing) {
    const found = this.atlas.disagreements(thing);
    if (!found.length) return [];
    const { words } = this;
    return [
      el('div.geokz-disagree', {}, [
        el('h4', { text: words.t('disagree') }),
        ...found.map(({ question, sides, verdict, argument }) =>
          el('div', {}, [
            el('p.geokz-question', { text: words.pick(question) }),
            el(
              'div.geokz-sides',
              {},
              sides.map((side) => this.side(side, thing, verdict)),
            ),
            el('p.geokz-argument', { text: words.pick(argument) }),
          ]),
        ),
      ]),
    ];
  }

  /** One side: its date, what it says, where it is told of another thing that thing, and whether we follow it. */
  side(side, thing, verdict) {
    const { words, atlas } = this;
    const [, about, id] = side;
    const row = atlas.side(side);
    const other = about !== thing.id && atlas.things.get(about);
    if (!row) return el('div', {}, [el('p.geokz-quiet', { text: words.t('sideElsewhere') })]);
    const said = 'statement' in row ? words.pick(row.statement) : this.number(row);
    return el('div', {}, [
      el('p.geokz-date', { text: row.when ? words.when(row.when) : words.t('undated') }),
      el('p', {}, [said, ' ', this.cite(row.source)]),
      other && el('p.geokz-quiet', {}, [this.link(other)]),
      id === verdict && el('p.geokz-standing', { text: words.t('followed') }),
    ]);
  }

  /** A figure in words. @param {import('../data/wire').Figure} figure */
  number(figure) {
    const { words } = this;
    const value = figure.value === null ? words.t(unknownOf(figure)) : words.number(figure.value);
    const number = words.hedged(value, words.unit(figure.unit, figure.value), figure.qualifier);
    return `${words.measured(figure.measure, figure.of)}: ${number}`;
  }

  /** What set the bounds of a life that its own dates do not tell. */
  bounded(dated) {
    const steps = dated.bounded ?? [];
    if (!steps.length) return null;
    const { words, atlas } = this;
    const items = steps.map(({ bound, by, ref, day, note, source }) => {
      const told = { whole: () => this.link(atlas.thing(ref)), line: () => this.link(atlas.thing(ref)) };
      told.settlement = told.whole;
      const what = atlas.things.has(ref) && told[by] ? told[by]() : by === 'kind' ? words.label('types', ref) : null;
      return el('li', {}, [
        `${words.t(`bound_${bound}`, { day: day ? words.when(day) : words.t('openEnd') })}: ${words.t(`by_${by}`)} `,
        what,
        note && ` ${words.pick(note)}`,
        source && this.cite(source),
      ]);
    });
    return el('details.geokz-remarks', {}, [
      el('summary', { text: words.t('howDated') }),
      el('ul.geokz-list', {}, items),
    ]);
  }

  /** Where it was seated, when. */
  seats(thing) {
    if (!thing.seats) return [];
    const { words } = this;
    const items = thing.seats.map(({ place, when, source, note }) =>
      el('li', {}, [
        el('span.geokz-date', { text: `${words.when(when)} ` }),
        words.pick(place),
        ' ',
        this.cite(source),
        this.reasons(note),
      ]),
    );
    return [el('h4', { text: words.t('seats') }), el('ul.geokz-statements', {}, items)];
  }

  statementList(thing, claims) {
    if (!claims.length) return [];
    const { words, atlas } = this;
    const after = ({ source }) => source.map(([key, locator]) => words.cited(atlas.sources[key], locator)).join(' ');
    const items = claims.map((claim) =>
      el(`li${claim.standing === 'accepted' ? '' : '.geokz-contested'}`, {}, [
        claim.when && el('span.geokz-date', { text: `${words.when(claim.when)} ` }),
        words.pick(claim.statement),
        ' ',
        this.cite(claim.source),
        ' ',
        ...citeButton(words, () => this.citing(thing, 'claims.csv', claim.id, after(claim))),
        this.standing(claim),
      ]),
    );
    return [el('ul.geokz-statements', {}, items)];
  }

  figureTable(figures) {
    const { words } = this;
    const rows = figures.map((figure) => {
      const value = figure.value === null ? words.t(unknownOf(figure)) : words.number(figure.value);
      const hedged = words.hedged(value, words.unit(figure.unit, figure.value), figure.qualifier);
      return el(`tr${figure.standing === 'accepted' ? '' : '.geokz-contested'}`, {}, [
        el('td', {}, [
          el('span.geokz-date', { text: figure.when ? words.when(figure.when) : '–' }),
          el('br'),
          words.measured(figure.measure, figure.of),
          this.standing(figure),
        ]),
        el('td.geokz-value', {}, [`${hedged} `, this.cite(figure.source)]),
      ]);
    });
    return el('table.geokz-figures', {}, [el('tbody', {}, rows)]);
  }

  /** Ties to others, those of labour by themselves. */
  relations(thing) {
    const ties = this.atlas.heard(this.atlas.relations(thing));
    const isLabour = ({ type }) => LABOUR.has(type);
    return { labour: ties.filter(isLabour), others: ties.filter((tie) => !isLabour(tie)) };
  }

  /** Ties by what they say, each saying once. */
  tieLists(ties) {
    const { words } = this;
    const saying = (tie) => words.label(tie.forward ? 'relation_types' : 'inverses', tie.type);
    return [...grouped(ties, saying)].flatMap(([text, some]) => [
      el('h4', { text }),
      el(
        'ul.geokz-relations',
        {},
        some.map((tie) =>
          el(`li${tie.standing === 'accepted' ? '' : '.geokz-contested'}`, {}, [
            this.link(this.atlas.thing(tie.other)),
            tie.when && ` (${words.when(tie.when)})`,
            ' ',
            this.cite(tie.source),
            tie.standing === 'accepted' ? this.reasons(tie.note) : this.standing(tie),
          ]),
        ),
      ),
    ]);
  }

  /** What a thing is part of, and its parts. */
  parts(thing) {
    const { words } = this;
    const whole = thing.partOf && this.atlas.things.get(thing.partOf);
    const list = this.atlas.parts(thing).map((part) => el('li', {}, [this.link(part, true)]));
    return [
      whole &&
        el('p', {}, [
          el('span.geokz-quiet', { text: `${words.label('relation_types', 'part_of')}: ` }),
          this.link(whole),
        ]),
      ...(list.length
        ? [el('h4', { text: words.t('parts', { count: words.number(list.length) }) }), el('ul.geokz-list', {}, list)]
        : []),
    ];
  }

  names(thing) {
    const names = this.atlas.names(thing);
    if (!names.length) return [];
    const { words } = this;
    const items = names.map(({ name, lang, when, kind, source }) =>
      el('li', {}, [
        el('span', { lang, text: name }),
        el('span.geokz-quiet', { text: ` ${words.label('name_kinds', kind)}${when ? `, ${words.when(when)}` : ''} ` }),
        this.cite(source),
      ]),
    );
    return [el('h4', { text: words.t('names') }), el('ul.geokz-relations', {}, items)];
  }
}
