import { el } from './dom.js';
import { symbol } from './panel.js';
import { Sheet } from './sheet.js';

/** What the symbols mean, how sure we are and how we know, the sources in full, licences, version, how to cite and to correct. */
export class About {
  /** @param {import('./page.js').AtlasPage} page */
  constructor(page) {
    this.page = page;
    this.sheet = new Sheet('about', page.words, 'aboutTitle');
  }

  translate() {
    const { words, data, hub } = this.page;
    const { t } = words;
    const colour = (layer) => (hub.renderer.theme.dark ? layer.colourDark : layer.colour);
    const paragraph = (key, values) => el('p', { text: t(key, values) });
    const drawn = data.layers.filter(({ key }) => hub.layers.get(key)?.dataset.columns.n);
    const layers = drawn.reverse().map((layer) =>
      el('li', {}, [symbol(layer, colour(layer)), layer.shape !== 'line' && symbol(layer, colour(layer), false), words.pick(layer.label)]),
    );
    const definitions = (vocabulary) =>
      el('ul.geokz-legend', {}, Object.values(data.vocabularies[vocabulary]).map((texts) => el('li', { text: words.pick(texts) })));
    const sources = Object.values(data.sources).map((source) => el('li', { text: words.source(source, [source.url, source.licence]) }));
    this.sheet.body.replaceChildren(
      paragraph('aboutWhat', { from: hub.clock.min, to: hub.clock.max, things: words.number(data.things.size) }),
      el('h3', { text: t('legend') }),
      el('ul.geokz-legend', {}, layers),
      paragraph('legendStates'),
      paragraph('legendRailways'),
      paragraph('legendSizes'),
      el('h3', { text: t('howSure') }),
      paragraph('howSureText'),
      definitions('precision'),
      el('h3', { text: t('standingTitle') }),
      paragraph('standingText'),
      el('h3', { text: t('sources') }),
      el('ul.geokz-sources', {}, sources),
      el('h3', { text: t('licences') }),
      paragraph('licencesText'),
      el('p.geokz-quiet', { text: this.page.config.credit }),
      el('h3', { text: t('versionTitle') }),
      paragraph('versionText', data.about),
      el('h3', { text: t('howToCorrect') }),
      paragraph('howToCorrectText'),
    );
  }
}
