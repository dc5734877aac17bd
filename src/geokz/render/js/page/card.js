import { seriesGaps, yearlySeries } from '../data/figures.js';
import { kindOf, kindsText } from '../data/kinds.js';
import { allows, lifeBars, STATE_NAMES } from '../data/life.js';
import { columnChart } from './chart.js';
import { el, shield } from './dom.js';
import { citeButton } from './notes.js';
import { symbol } from './panel.js';
import { grouped, Said } from './said.js';

/** A fold with at most so many entries stands open. */
const SHORT = 8;

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
    this.said = this.passages();
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

  /** What sources say, with citations counted from one. */
  passages() {
    return new Said(this.atlas, this.words, {
      link: (thing, withSymbol) => this.link(thing, withSymbol),
      citing: (thing, table, id, after) => this.citing(thing, table, id, after),
    });
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
    this.said = this.passages();
    const { words, atlas } = this;
    const { t } = words;
    const layer = atlas.layer(thing);
    const name = words.pick(thing.names);
    const colour = atlas.colourOf(thing, this.hub.renderer.theme.dark);
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
      el('p.geokz-life-text', {}, [words.when(dated.when), ' ', this.said.cite(cited)]),
      this.said.bounded(dated),
      thing.abroad && el('p.geokz-flag', { text: t('abroad') }),
      dated.opened !== undefined &&
        el('p', { text: t('opened', { date: dated.opened ? words.when(dated.opened) : t('undated') }) }),
      thing.certainty !== 'certain' && el('p.geokz-flag', { text: words.label('certainty', thing.certainty) }),
      this.said.place(thing),
      ...this.folds(thing),
    ];
    this.open(content.filter(Boolean));
  }

  /** What is said of a thing, a fold a kind; short ones stand open, the sources come last because all others cite them. */
  folds(thing) {
    const { words, atlas, said } = this;
    const { t } = words;
    const ties = said.relations(thing);
    const figures = atlas.heard(atlas.figures(thing));
    const statements = atlas.heard(atlas.claims(thing));
    this.hereBox = el('div', {}, this.here(thing));
    const folds = [
      this.fold('inShort', true, [this.chartBox, this.hereBox, ...said.disagreements(thing), ...said.seats(thing)]),
      this.fold('figures', figures.length <= SHORT, figures.length ? [said.figureTable(figures)] : [], figures.length),
      this.fold('labour', ties.labour.length <= SHORT, said.tieLists(ties.labour), ties.labour.length),
      this.fold('statements', statements.length <= SHORT, said.statementList(thing, statements), statements.length),
      this.fold('linked', ties.others.length <= SHORT, [
        ...said.tieLists(ties.others),
        ...said.parts(thing),
        ...said.names(thing),
      ]),
    ];
    const remarks = said.remarks(thing);
    if (atlas.layer(thing).own) return [...folds, remarks];
    const list = said.notes.list();
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
      const gaps = missing ? ` · ${words.counted('yearsMissing', missing, { from: first, to: last })}` : '';
      return el('div', {}, [
        el('h4', { text: label }),
        columnChart(values, { min, max, chosen: [from, to], colour, label: `${label}. ${about}${gaps}` }),
        el('div.geokz-life-ends', {}, [el('span', { text: String(min) }), el('span', { text: String(max) })]),
        el('p.geokz-quiet', { text: about + gaps }),
      ]);
    });
  }

  /** The card of a happening. @param {import('../data/wire').Event} event */
  event(event) {
    this.shown = { event };
    this.said = this.passages();
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
        el('p', {}, [words.pick(event.statement), ' ', this.said.cite(event.source)]),
        this.said.standing(event),
        subject && el('p', {}, [this.link(subject, true)]),
        this.said.reasons(event.note),
        el('h3', { text: words.t('sources') }),
        this.said.notes.list(),
      ].filter(Boolean),
    );
  }

  link(thing, withSymbol = false) {
    const { atlas, hub, verbs } = this;
    const layer = atlas.layer(thing);
    const colour = atlas.colourOf(thing, hub.renderer.theme.dark);
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
