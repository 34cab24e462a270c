// A package: how much it is trusted, and every piece of evidence for that.

import { ask } from './node.js';
import { el, title, said, code, table, visible, patch } from './dom.js';
import { badge, meaning, packageLink, entryLink } from './words.js';

// The name and the version of a package URL; what follows them is left out of the name only.
function split(purl) {
  const plain = purl.replace(/[?#].*$/, '');
  const at = plain.lastIndexOf('@');
  return at > plain.lastIndexOf('/') ? [plain.slice(0, at), plain.slice(at + 1)] : [plain, null];
}

export async function packageView(purl) {
  const [name, version] = split(purl);
  const make = version == null ? () => versions(name) : () => report(purl, name);
  const node = await make();
  let size = null;
  return {
    page: 'package',
    title: purl,
    node,
    async update(status) {
      if (size !== null && size !== status.log_size) {
        patch(node, await make());
      }
      size = status.log_size;
    },
  };
}

async function report(purl, name) {
  const { level, files, evidence } = await ask('trust', { purl });
  return el('article', null,
    title(said(purl)),
    el('p', { class: 'lead' }, badge(level), el('span', null, meaning(level))),
    el('p', null, el('a', { href: `#/package/${encodeURIComponent(name)}` }, 'All versions of this package')),
    files.length ? [
      el('h2', null, 'Files'),
      table('Files', ['File', 'Trust', 'SHA-256'], files.map(file => [
        said(file.purl.split('#')[1] ?? file.purl), badge(file.level), code(file.sha256.replace(/^sha256:/, ''))])),
    ] : null,
    evidence.length ? [
      el('h2', null, 'Evidence'),
      el('ol', { class: 'evidence' }, evidence.map(({ sentence, index }) =>
        el('li', null, said(sentence), ' ', entryLink(index, `entry ${index}`)))),
    ] : null,
    el('h2', null, 'Check it yourself'),
    el('pre', { tabindex: '0' }, `pyrsia trust ${quoted(purl)} --require VERIFIED`));
}

// For a shell, whatever is in it.
const quoted = text => `'${visible(text).replaceAll("'", "'\\''")}'`;

async function versions(name) {
  const { entries, next } = await ask('log', { facet: 'PACKAGE', term: name, limit: 100 });
  const latest = new Map();
  for (const { index, entry } of entries) {
    if (entry.purl && !latest.has(entry.purl)) {
      latest.set(entry.purl, { index, trust: entry.trust });
    }
  }
  return el('article', null,
    title(said(name)),
    latest.size === 0
      ? el('p', { class: 'note' }, meaning(null))
      : table('Versions', ['Version', 'Trust', 'Newest entry'], [...latest].map(([purl, { index, trust }]) =>
        [packageLink(purl), badge(trust), entryLink(index)])),
    next ? el('p', null, el('a', { href: `#/?${new URLSearchParams({ by: 'PACKAGE', term: name })}` },
      'There are more entries than these: all of them')) : null);
}

// What somebody may have meant: the address of a page.
export function wanted(text) {
  const plain = text.trim();
  if (/^#?\d{1,15}$/.test(plain)) {
    return `#/entry/${Number(plain.replace('#', ''))}`;
  }
  if (/^sha(256|512):[0-9a-f]+$/i.test(plain) || /^[0-9a-f]{64}$/i.test(plain)) {
    const digest = plain.includes(':') ? plain : `sha256:${plain}`;
    return `#/?${new URLSearchParams({ by: 'DIGEST', term: digest.toLowerCase() })}`;
  }
  return `#/package/${encodeURIComponent(purl(plain))}`;
}

function purl(text) {
  const maven = text.match(/^([\w.-]+):([\w.-]+)(?::([\w.-]+))?$/);
  const docker = text.match(/^((?:[a-z0-9._-]+\/)*)([a-z0-9._-]+):([\w.-]+)$/);
  if (text.startsWith('pkg:')) {
    return text;
  }
  if (maven && (maven[3] || maven[1].includes('.'))) {
    return `pkg:maven/${maven[1]}/${maven[2]}${maven[3] ? `@${maven[3]}` : ''}`;
  }
  return docker ? `pkg:docker/${docker[1] || 'library/'}${docker[2]}@${docker[3]}` : `pkg:${text}`;
}
