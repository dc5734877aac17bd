import { seriesGaps, yearlySeries } from '../data/figures.js';
import { kindOf, kindsText } from '../data/kinds.js';
import { allows, lifeBars, STATE_NAMES } from '../data/life.js';
import { whereIs } from '../data/where.js';
import { columnChart } from './chart.js';
import { el, linked, shield } from './dom.js';
import { citeButton, Notes } from './notes.js';
import { symbol } from './panel.js';

/** Ties that tell of people's work. */
const LABOUR = new Set(['supplied_labour_to', 'built', 'built_by']);

/** A fold with at most so many entries stands open. */
const SHORT = 8;

/**
 * Rows by a key, in the order in which the keys first come.
 * @template T
 * @param {T[]} rows @param {(row: T) => string} keyOf @returns {Map<string, T[]>}
 */
function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** What a value is called that nobody has: a source of the atlas has lost it, a table of somebody's own leaves it open. */
const unknownOf = (figure) => (figure.measure.startsWith('own:') ? 'ownNotKnown' : 'valueLost');

/** The card of one thing: what is said of it, by whom, and how well it is known. Or a list to choose from. */
export class Card {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   * @param {string} [url] where the map is published, when it is
   */
  constructor(atlas, hub, words, verbs, url = '') {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    this.shown = null;
    this.notes = new Notes(atlas, words);
    /** the address at which the atlas is to be cited */
    this.url = url;
    this.close = el('button.geokz-button.geokz-close', { type: 'button', onclick: () => verbs.select(null) }, [
      el('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [el('path', { d: 'M3.5 3.5l9 9M12.5 3.5l-9 9' })]),
    ]);
    this.body = el('div.geokz-card-body');
    this.root = shield(el('section.geokz-card', { hidden: true, tabindex: '-1' }, [this.close, this.body]));
    this.root.addEventListener('keydown', (event) => event.key === 'Escape' && verbs.select(null));
    hub.onChange((what) => what === 'time' && this.onTime());
    hub.onChange((what) => what === 'source' && this.shown?.thing && !this.root.hidden && this.show(this.shown.thing));
  }

  hide() {
    const within = this.root.contains(document.activeElement);
    this.root.hidden = true;
    this.root.parentElement?.classList.remove('geokz-card-open');
    this.shown = null;
    if (within && this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }

  open(content) {
    const wasHidden = this.root.hidden;
    const within = this.body.contains(document.activeElement);
    if (wasHidden) this.opener = /** @type {HTMLElement} */ (document.activeElement);
    this.body.replaceChildren(...content);
    this.root.hidden = false;
    this.root.parentElement?.classList.add('geokz-card-open');
    this.root.scrollTop = 0;
    this.close.setAttribute('aria-label', this.words.t('close'));
    if (wasHidden || within) this.root.focus({ preventScroll: true });
  }

  /** Things at one place, to choose from. @param {any[]} things */
  list(things) {
    this.shown = { list: things };
    const { t } = this.words;
    const place = this.atlas.place(things[0]);
    const items = things.map((thing) => el('li', {}, [this.link(thing, true)]));
    this.root.setAttribute('aria-label', t('atThisPlace'));
    this.open([
      el('h2', { text: this.words.pick(place.names) }),
      el('p.geokz-quiet', { text: kindsText(this.atlas, this.words, things) }),
      el('ul.geokz-list', {}, items),
    ]);
  }

  /** @param {any} thing */
  show(thing) {
    this.shown = { thing };
    this.notes = new Notes(this.atlas, this.words);
    const { words, atlas } = this;
    const { t } = words;
    const layer = atlas.layer(thing);
    const name = words.pick(thing.names);
    const colour = atlas.colour(layer, this.hub.renderer.theme.dark);
    this.colour = colour;
    const dated = atlas.dated(thing);
    const cited = thing.source.filter(([key]) => !atlas.source || key === atlas.source);
    this.chartBox = el('div', {}, this.charts(thing, colour));
    const others = [
      ...new Set(words.languages.map((code) => thing.names[code]).filter((other) => other && other !== name)),
    ];
    this.root.setAttribute('aria-label', name);
    const content = [
      el('p.geokz-kind', {}, [symbol(layer, colour), el('span', { text: words.label('types', thing.type) })]),
      el('h2', { text: name }),
      el('p.geokz-quiet', { text: others.join(' · ') }),
      this.life(thing, colour),
      el('p.geokz-life-text', {}, [words.when(dated.when), ' ', this.cite(cited)]),
      this.bounded(dated),
      thing.abroad && el('p.geokz-flag', { text: t('abroad') }),
      dated.opened !== undefined &&
        el('p', { text: t('opened', { date: dated.opened ? words.when(dated.opened) : t('undated') }) }),
      thing.certainty !== 'certain' && el('p.geokz-flag', { text: words.label('certainty', thing.certainty) }),
      this.place(thing),
      ...this.folds(thing),
    ];
    this.open(content.filter(Boolean));
  }

  /** What is said of a thing, a fold a kind; short ones stand open, the sources come last because all others cite them. */
  folds(thing) {
    const { words, atlas } = this;
    const { t } = words;
    const ties = this.relations(thing);
    const figures = this.figures(thing);
    const statements = this.statements(thing);
    this.hereBox = el('div', {}, this.here(thing));
    const folds = [
      this.fold('inShort', true, [this.chartBox, this.hereBox, ...this.disagreements(thing), ...this.seats(thing)]),
      this.fold('figures', figures.length <= SHORT, figures.length ? [this.figureTable(figures)] : [], figures.length),
      this.fold('labour', ties.labour.length <= SHORT, this.tieLists(ties.labour), ties.labour.length),
      this.fold('statements', statements.length <= SHORT, this.statementList(thing, statements), statements.length),
      this.fold('linked', ties.others.length <= SHORT, [
        ...this.tieLists(ties.others),
        ...this.parts(thing),
        ...this.names(thing),
      ]),
    ];
    const remarks = this.remarks(thing);
    if (atlas.layer(thing).own) return [...folds, remarks];
    const list = this.notes.list();
    const [button, citations] = citeButton(words, () => this.citing(thing, `${thing.layer}.csv`, thing.id, ''));
    folds.push(
      this.fold('sources', list.childElementCount <= SHORT, [
        list,
        remarks,
        el('p', {}, [button]),
        citations,
        el('p.geokz-correct', { text: t('correct', { file: `${atlas.about.path}${thing.layer}.csv`, id: thing.id }) }),
      ]),
    );
    return folds;
  }

  /** A fold of the card; none where there is nothing in it. @param {string} word @param {boolean} open @param {any[]} content @param {number} [count] */
  fold(word, open, content, count = 0) {
    const filled = content.filter((part) => part && (part.textContent || part.childElementCount));
    if (!filled.length) return null;
    const title = this.words.t(word);
    return el('details.geokz-fold', { open, 'data-fold': word }, [
      el('summary', {}, [
        el('h3', { text: title }),
        count > 0 && el('span.geokz-count', { text: this.words.number(count) }),
      ]),
      ...filled,
    ]);
  }

  /** What a citation of an entry, or of a row about it, is made of. */
  citing(thing, table, id, after) {
    const { words, atlas, hub } = this;
    const published = this.url || (/^https?:/.test(location.protocol) ? location.href.replace(/#.*/, '') : '');
    return {
      name: words.pick(thing.names),
      title: `${words.t('title')}, ${hub.clock.min}–${hub.clock.max}`,
      edition: words.pick(atlas.about.edition),
      ...atlas.about.cite,
      published: atlas.about.date.slice(0, 4),
      table,
      id,
      after,
      url: published && `${published}#id=${thing.id}`,
      day: new Date(),
    };
  }

  /** The things of other layers that the chosen time shows at a settlement, by kind. */
  here(thing) {
    const { atlas, hub, words } = this;
    if (!atlas.layer(thing).labelled) return [];
    const { from, to } = hub.time;
    const things = atlas.neighbours(thing).filter((other) => allows(atlas.state(other, hub), hub.switches));
    if (!things.length) return [];
    const year = from === to ? String(to) : `${from}–${to}`;
    const kinds = grouped(things, kindOf);
    return [
      el('h4', { text: words.t('hereIn', { year }) }),
      el('p.geokz-quiet', { text: kindsText(atlas, words, things) }),
      ...[...kinds.values()].map((some) =>
        el(
          'ul.geokz-list',
          {},
          some.map((other) => el('li', {}, [this.link(other, true)])),
        ),
      ),
    ];
  }

  /** Citation marks for [[key, locator], ...]. */
  cite(citations) {
    return this.notes.mark(citations);
  }

  life(thing, colour) {
    const { min, max } = this.hub.clock;
    const bar = el('div.geokz-life', { 'aria-hidden': 'true' });
    for (const { state, from, to } of lifeBars(this.atlas.bounds(thing), this.hub.clock)) {
      const style = `left:${from}%;width:${to - from}%;background:${colour}`;
      bar.append(el(`span.geokz-life-${STATE_NAMES[state]}`, { style }));
    }
    this.now = el('span.geokz-life-now');
    bar.append(this.now);
    this.mark();
    return el('div.geokz-life-box', {}, [
      bar,
      el('div.geokz-life-ends', {}, [el('span', { text: String(min) }), el('span', { text: String(max) })]),
    ]);
  }

  /** The chart and the mark follow the clock; the rest of the card stays as it is. */
  onTime() {
    this.mark();
    const thing = this.shown?.thing;
    if (!thing || this.root.hidden || !this.chartBox) return;
    this.chartBox.replaceChildren(...this.charts(thing, this.colour));
    this.hereBox?.replaceChildren(...this.here(thing));
  }

  /** Move the mark of the chosen time on the life bar. */
  mark() {
    if (!this.now) return;
    const { min, max } = this.hub.clock;
    const { from, to } = this.hub.time;
    const years = max - min + 1;
    this.now.style.left = `${(Math.max(0, from - min) / years) * 100}%`;
    this.now.style.width = `${((Math.min(max, to) - Math.max(min, from) + 1) / years) * 100}%`;
  }

  place(thing) {
    const { words, atlas } = this;
    const { name, known } = whereIs(words, atlas, thing);
    const text = name ? `${name}: ${known}` : known;
    if (thing.route !== undefined) return el('p.geokz-place', { text });
    const place = atlas.place(thing);
    const authority = place.authority === 'estimate' ? words.t('estimate') : place.authority;
    return el('p.geokz-place', {}, [authority ? `${text} · ${authority} ` : `${text} `, this.cite(place.source)]);
  }

  /** Why we say so: the reasons behind the row and its place, folded away. */
  remarks(thing) {
    const notes = [thing.note, this.atlas.place(thing).note].filter(Boolean);
    if (!notes.length) return null;
    return el('details.geokz-remarks', {}, [
      el('summary', { text: this.words.t('remarks') }),
      ...notes.map((note) => this.note(note)),
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

  /** Yearly numbers as small charts; the number of the chosen year in words, and how many years have none. */
  charts(thing, colour) {
    const { words } = this;
    const { t } = words;
    const { min, max } = this.hub.clock;
    const { from, to } = this.hub.time;
    const series = yearlySeries(this.atlas.heard(this.atlas.figures(thing))).filter(({ values }) => values.size > 2);
    return series.map(({ measure, of, unit, values }) => {
      const { first, last, missing } = seriesGaps(values);
      const now = values.get(to);
      const label = words.measured(measure, of);
      const about = now
        ? t('inYear', { value: `${words.number(now.value)} ${words.unit(unit, now.value)}`, year: to })
        : t('noFigureIn', { year: to });
      const gaps = missing ? ` · ${t('yearsMissing', { count: words.number(missing), from: first, to: last })}` : '';
      return el('div', {}, [
        el('h4', { text: label }),
        columnChart(values, { min, max, chosen: [from, to], colour, label: `${label}. ${about}${gaps}` }),
        el('div.geokz-life-ends', {}, [el('span', { text: String(min) }), el('span', { text: String(max) })]),
        el('p.geokz-quiet', { text: about + gaps }),
      ]);
    });
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
      const told = { whole: () => this.link(atlas.things.get(ref)), line: () => this.link(atlas.things.get(ref)) };
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

  /** The card of a happening. @param {import('../data/wire').Event} event */
  event(event) {
    this.shown = { event };
    this.notes = new Notes(this.atlas, this.words);
    const { words, atlas } = this;
    const subject = atlas.things.get(event.subject);
    const label = words.pick(event.label);
    this.root.setAttribute('aria-label', label);
    this.open(
      [
        el('p.geokz-kind', { text: words.t('event') }),
        el('h2', { text: label }),
        el('p.geokz-life-text', { text: words.when(event.when) }),
        event.place && el('p.geokz-place', { text: words.pick(event.place) }),
        el('p', {}, [words.pick(event.statement), ' ', this.cite(event.source)]),
        this.standing(event),
        subject && el('p', {}, [this.link(subject, true)]),
        this.reasons(event.note),
        el('h3', { text: words.t('sources') }),
        this.notes.list(),
      ].filter(Boolean),
    );
  }

  statements(thing) {
    return this.atlas.heard(this.atlas.claims(thing));
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

  figures(thing) {
    return this.atlas.heard(this.atlas.figures(thing));
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
            this.link(this.atlas.things.get(tie.other)),
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

  link(thing, withSymbol = false) {
    const { atlas, hub, verbs } = this;
    const layer = atlas.layer(thing);
    const colour = atlas.colour(layer, hub.renderer.theme.dark);
    return el('button.geokz-link', { type: 'button', onclick: () => verbs.select(thing.id) }, [
      withSymbol && symbol(layer, colour, atlas.state(thing, hub)),
      this.words.pick(thing.names),
    ]);
  }

  /** The same again in the page's language. */
  translate() {
    if (this.shown?.thing) this.show(this.shown.thing);
    else if (this.shown?.list) this.list(this.shown.list);
  }
}
