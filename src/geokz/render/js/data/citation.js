/**
 * A ready citation of one entry of the atlas: Chicago in English, ГОСТ Р 7.0.5 in Russian, its Kazakh counterpart.
 * No date of access: the version and its date name the state of the data exactly.
 * @param {string} language @param {{name: string, id: string, table: string, title: string, version: string, date: string}} entry
 * @returns {string}
 */
export function citation(language, { name, id, table, title, version, date }) {
  const year = date.slice(0, 4);
  const russian = date.split('-').reverse().join('.');
  if (language === 'ru') {
    return `${name} [Электронный ресурс] // geokz: ${title} / авторы geokz. Версия ${version} от ${russian}. ${year}. Таблица ${table}, запись ${id}.`;
  }
  if (language === 'kk') {
    return `${name} [Электрондық ресурс] // geokz: ${title} / geokz авторлары. ${version} нұсқасы, ${russian}. ${year}. ${table} кестесі, ${id} жазбасы.`;
  }
  return `geokz contributors. “${name}.” In geokz: ${title}, version ${version}, ${date}. Table ${table}, row ${id}.`;
}
