// Shows the view that the address names, and keeps it up to date while the page is looked at.

import { ask, Silent } from './node.js';
import { el, title, said, number, counted, patch, visible } from './dom.js';
import { logView, entryView } from './log.js';
import { packageView, wanted } from './package.js';
import { networkView } from './network.js';

const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
// The least time between two announcements to those who listen.
const ANNOUNCE_MS = 10_000;

const content = document.getElementById('content');
const news = document.getElementById('news');
const facts = document.getElementById('facts');
const pauseButton = document.getElementById('pause');

let view = null;
let visits = 0;
let isPaused = false;
let failures = 0;
let unannounced = 0;
let announcedAt = 0;

function open(address) {
  const [path, query] = (address.startsWith('#/') ? address.slice(2) : '').split(/\?(.*)/s);
  const parts = path.split('/');
  if (parts[0] === '') {
    return logView(new URLSearchParams(query), arrived);
  }
  if (parts[0] === 'network') {
    return networkView();
  }
  if (parts[0] === 'entry' && /^\d{1,15}$/.test(parts[1])) {
    return entryView(Number(parts[1]));
  }
  if (parts[0] === 'package' && parts[1]) {
    return packageView(decodeURIComponent(parts[1]));
  }
  throw new Error('There is no such page.');
}

const problem = text => ({
  page: '',
  title: 'Problem',
  node: el('article', null, title('This cannot be shown'), el('p', { class: 'note', role: 'alert' }, text)),
});

async function show() {
  const visit = ++visits;
  let opened;
  try {
    opened = await open(location.hash);
  } catch (failure) {
    opened = problem(failure.message);
    opened.isSilent = failure instanceof Silent;
  }
  if (visit !== visits) {
    return;
  }
  const isFirst = view === null;
  view = opened;
  content.replaceChildren(view.node);
  document.title = `${visible(view.title)} – Pyrsia`;
  for (const each of document.querySelectorAll('nav a')) {
    if (each.dataset.page === view.page) {
      each.setAttribute('aria-current', 'page');
    } else {
      each.removeAttribute('aria-current');
    }
  }
  if (!isFirst) {
    scrollTo(0, 0);
    content.querySelector('h1').focus();
  }
}

function standing(status) {
  return el('p', { id: 'facts', class: status.ready ? '' : 'bad' },
    el('span', null, 'Network ', el('strong', null, said(status.network))),
    el('span', null, status.ready ? 'caught up' : `not ready: ${status.waiting_for ?? 'catching up'}`),
    el('span', null, `block ${number(status.height)}`),
    el('span', null, counted(status.log_size, 'entry', 'entries')),
    el('span', null, counted(status.peers, 'peer', 'peers')));
}

function arrived(count) {
  unannounced += count;
}

function announce(text) {
  news.textContent = text;
}

async function refresh() {
  const status = await ask('status');
  patch(facts, standing(status));
  if (failures > 0 || view?.isSilent) {
    announce('The node answers again.');
    failures = 0;
    if (view?.isSilent) {
      await show();
    }
  }
  const shown = view;
  await shown?.update?.(status);
  const now = performance.now();
  if (unannounced > 0 && now - announcedAt > ANNOUNCE_MS) {
    announce(`${counted(unannounced, 'new entry', 'new entries')} in the log`);
    unannounced = 0;
    announcedAt = now;
  }
}

async function keepUp() {
  if (!isPaused && !document.hidden) {
    try {
      await refresh();
    } catch (failure) {
      failures++;
      const text = failure instanceof Silent ? `${failure.message} Trying again…` : failure.message;
      patch(facts, el('p', { id: 'facts', class: 'bad' }, text));
      if (failures === 1) {
        announce(text);
      }
    }
  }
  setTimeout(keepUp, Math.min(PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS));
}

pauseButton.addEventListener('click', () => {
  isPaused = !isPaused;
  pauseButton.setAttribute('aria-pressed', isPaused);
});

document.getElementById('find').addEventListener('submit', event => {
  event.preventDefault();
  const text = event.target.wanted.value;
  if (text.trim()) {
    location.hash = wanted(text);
  }
});

addEventListener('hashchange', () => {
  if (location.hash === '' || location.hash.startsWith('#/')) {
    show();
  }
});

await show();
keepUp();
