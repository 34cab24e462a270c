// Makes elements. Whatever comes from the network becomes text here and nothing else.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

// Characters that would steer the text or hide in it, as escapes that one can see.
export const visible = text =>
  String(text).replace(UNSEEN, unseen => `\\u{${unseen.codePointAt(0).toString(16)}}`);

// An element; attributes that are null are left out, children that are null too.
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) {
      continue;
    }
    if (name === 'href' && !/^(#|\/(?!\/))/.test(value)) {
      throw new Error('links lead to this node only');
    }
    element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) {
    if (child != null) {
      element.append(child instanceof Node ? child : visible(child));
    }
  }
  return element;
}

// A text that somebody else chose: its direction stays its own.
export const said = text => el('bdi', null, text);

export const code = text => el('code', null, said(text));

// A digest or key: the beginning is enough to tell it from others, the whole of it is one hover away.
export const short = text => el('code', { title: visible(text) }, text.replace(/^sha256:/, '').slice(0, 12));

export const link = (href, ...children) => el('a', { href }, ...children);

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

// A moment, given in milliseconds or as ISO 8601.
export function time(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? said(moment)
    : el('time', { datetime: date.toISOString() }, WHEN.format(date));
}

export const number = value => Number(value).toLocaleString();

export const counted = (value, one, many) => `${number(value)} ${Number(value) === 1 ? one : many}`;

export const title = (...children) => el('h1', { tabindex: '-1' }, ...children);

// Terms and what is said of them; those without a value are left out.
export const facts = pairs => el('dl', null, pairs
  .filter(([, value]) => value != null && value !== '')
  .map(([term, value]) => el('div', null, el('dt', null, term), el('dd', null, value))));

// A table with a caption for those who hear it, in a box that scrolls by itself when the screen is narrow.
export const table = (caption, heads, rows) =>
  el('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
    el('table', null,
      el('caption', { class: 'unseen' }, caption),
      el('thead', null, el('tr', null, heads.map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', null, rows.map(cells => el('tr', null, cells.map(cell => el('td', null, cell)))))));

// Makes an element equal to a fresh one by changing only what differs, so that focus and selection stay.
export function patch(old, fresh) {
  if (old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
  } else if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
  } else {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name)) {
        old.removeAttribute(name);
      }
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) {
        old.setAttribute(name, value);
      }
    }
    const children = [...fresh.childNodes];
    children.forEach((child, i) => i < old.childNodes.length ? patch(old.childNodes[i], child) : old.append(child));
    while (old.childNodes.length > children.length) {
      old.lastChild.remove();
    }
  }
}
