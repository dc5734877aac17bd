// Folds names from standard input, a JSON list, as the page does; for tests/test_fold.py.
import { readFileSync } from 'node:fs';
import { fold } from '../../src/geokz/render/js/data/fold.js';

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(fold)));
