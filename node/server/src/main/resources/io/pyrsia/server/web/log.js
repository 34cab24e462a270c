// The log as it grows, the newest entry first; or what a search in it finds.

import { ask } from './node.js';
import { el, facts, time, title, code, short, said, number, table } from './dom.js';
import { badge, sentence, entryLink, packageLink } from './words.js';

const PAGE = 50;
// Rows that the page keeps; the oldest leave it first.
const MAX_ROWS = 1_000;

const FACETS = {
  PACKAGE: 'Package', VERSION: 'Version', DIGEST: 'Digest', SOURCE: 'Source', AUTHOR: 'Author', BUILDER: 'Builder',
  NODE: 'Node', DEPENDENCY: 'Needs', OPERATION: 'Operation',
};

function row({ index, entry }) {
  return el('li', { 'data-index': index },
    entryLink(index),
    time(entry.timestamp),
    el('p', null, sentence(entry)),
    entry.trust ? badge(entry.trust) : el('span', { class: 'trust' }));
}

// The rows of a search, and how to bring them up to date; `found` hears how many are new.
export async function logView(parameters, found) {
  const facet = parameters.get('by') in FACETS ? parameters.get('by') : 'TIME';
  const term = facet === 'TIME' ? '' : parameters.get('term') ?? '';
  const query = { facet, term, limit: PAGE };
  const list = el('ol', { class: 'log', reversed: true });
  const empty = el('p', { class: 'note' }, 'Nothing yet.');
  const older = el('button', { type: 'button' }, 'Older entries');
  let next = null;
  let top = -1;
  let size = -1;
  let isFirst = true;

  function follow(page) {
    next = page.next;
    older.hidden = next == null;
    empty.hidden = list.childElementCount > 0;
  }

  older.addEventListener('click', async () => {
    older.disabled = true;
    try {
      const page = await ask('log', { ...query, cursor: next });
      const rows = page.entries.map(row);
      list.append(...rows);
      follow(page);
      rows[0]?.querySelector('a').focus();
    } finally {
      older.disabled = false;
    }
  });

  async function update(status) {
    if (status && status.log_size === size) {
      return;
    }
    const page = await ask('log', query);
    const fresh = page.entries.filter(each => each.index > top);
    if (isFirst || fresh.length === page.entries.length) {
      list.replaceChildren(...page.entries.map(row));
      follow(page);
    } else {
      const rows = fresh.map(row);
      rows.forEach(each => each.classList.add('new'));
      list.prepend(...rows);
      while (list.childElementCount > MAX_ROWS) {
        list.lastChild.remove();
        older.hidden = true;
      }
    }
    top = Math.max(top, ...fresh.map(each => each.index));
    size = status?.log_size ?? size;
    if (!isFirst && fresh.length > 0) {
      found(fresh.length);
    }
    isFirst = false;
  }

  await update(null);
  const heading = facet === 'TIME' ? ['Log'] : [`${FACETS[facet]} `, said(term)];
  return {
    page: 'log',
    title: facet === 'TIME' ? 'Log' : `${FACETS[facet]} ${term}`,
    node: el('article', null, title(heading), filter(facet, term), list, empty, older),
    update,
  };
}

function filter(facet, term) {
  const by = el('select', { id: 'by' },
    el('option', { value: 'TIME' }, 'Everything'),
    Object.entries(FACETS).map(([value, name]) => el('option', { value, selected: value === facet }, name)));
  const text = el('input', { id: 'term', type: 'search', autocomplete: 'off', spellcheck: 'false', value: term });
  const form = el('form', { class: 'filter', 'aria-label': 'Search the log' },
    el('label', { for: 'by' }, 'Show'), by,
    el('label', { for: 'term', class: 'unseen' }, 'Exactly this'), text,
    el('button', null, 'Search'));
  const adapt = () => {
    text.hidden = by.value === 'TIME';
  };
  adapt();
  by.addEventListener('change', adapt);
  form.addEventListener('submit', event => {
    event.preventDefault();
    location.hash = by.value === 'TIME' ? '#/' : `#/?${new URLSearchParams({ by: by.value, term: text.value.trim() })}`;
  });
  return form;
}

const SAMENESS = {
  E0: 'the same bytes', E1: 'the same after normalisation', E2: 'the same contents', E3: 'the same files',
  E4: 'the same classes', X: 'something else',
};

// One entry with everything that it says.
export async function entryView(index) {
  const { entry } = await ask(`log/entries/${index}`);
  const listed = entry.dependencies?.listed ?? [];
  return {
    page: 'log',
    title: `Entry ${index}`,
    node: el('article', null,
      title(`Entry ${number(index)}`),
      el('p', { class: 'lead' }, entry.trust ? badge(entry.trust) : null, sentence(entry)),
      facts([
        ['Operation', said(entry.operation)],
        ['Agreed', time(entry.timestamp)],
        ['Block', number(entry.height)],
        ['Version', entry.purl && packageLink(entry.purl)],
        ['Digest', entry.artifact_hash && code(entry.artifact_hash)],
        ['Size', entry.size != null ? `${number(entry.size)} bytes` : null],
        ['Source', entry.source_id && code(entry.source_id)],
        ['Checksum of the source', entry.source_hash && code(entry.source_hash)],
        ['Recipe', entry.recipe && code(entry.recipe)],
        ['Authors', entry.authors?.length ? said(entry.authors.join(', ')) : null],
        ['Observed', entry.observed_at && time(entry.observed_at)],
        ['Node', entry.node_id && code(entry.node_id)],
        ['Epoch', entry.epoch],
        ['Certified until', entry.certified_until ? time(entry.certified_until) : null],
        ['Needs', listed.length ? el('ul', null, listed.map(each => el('li', null, packageLink(each)))) : null],
      ]),
      entry.builders?.length ? [
        el('h2', null, 'Who built it'),
        table('Who built it', ['Builder', 'Made', 'Digest', 'Trusted'], entry.builders.map(vote => [
          short(vote.node_id), SAMENESS[vote.sameness] ?? vote.sameness, short(vote.artifact_hash),
          vote.trusted ? 'yes' : 'no'])),
      ] : null,
      el('h2', null, 'Proof'),
      el('p', null, el('a', { href: `/api/v1/log/entries/${index}/proof`, download: `entry-${index}.tlog-proof` },
        'Download the proof'), ' that this entry is in the log which the authorities signed. Any C2SP tlog-proof verifier reads it.'),
      el('details', null, el('summary', null, 'The entry as it is in the log'),
        el('pre', { tabindex: '0' }, ...JSON.stringify(entry, null, 2).split('\n').flatMap(line => [line, el('br')])))),
  };
}
