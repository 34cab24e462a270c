// Says in words what entries and actions mean.

import { el, said, short, link, counted } from './dom.js';

const LEVELS = {
  VERIFIED: ['Verified', 'A quorum of builders, at least two trusted ones among them, made the same from source.'],
  TRUSTED: ['Trusted', 'A trusted node vouches for it; no quorum has reproduced it.'],
  UNTRUSTED: ['Untrusted', 'Only regular builders made it; no trusted node vouches for it.'],
  DISPUTED: ['Disputed', 'A trusted node disagrees, or builders disagree and nobody has settled it.'],
  REMOVED: ['Removed', 'The authorities withdrew it.'],
};

export const meaning = level =>
  level ? LEVELS[level]?.[1] ?? level : 'The network knows nothing of it: nobody built it, no trusted registry saw it.';

export const badge = level => el('strong', { class: `trust ${level in LEVELS ? level.toLowerCase() : ''}` },
  level ? LEVELS[level]?.[0] ?? level : 'Unknown');

export const packageLink = purl => link(`#/package/${encodeURIComponent(purl)}`, said(purl));

export const entryLink = (index, text) => link(`#/entry/${Number(index)}`, text ?? `#${index}`);

const ROLES = { authority: 'an authority', builder: 'a builder', registry: 'a trusted registry' };

const role = entry => ROLES[entry.role] ?? entry.role;

// What an entry says, as the children of an element.
export function sentence(entry) {
  switch (entry.operation) {
    case 'AddArtifact': {
      const same = entry.builders.filter(vote => vote.sameness !== 'X').length;
      return [packageLink(entry.artifact_id), el('small', null,
        `${same} of ${counted(entry.builders.length, 'builder', 'builders')} made the same, a quorum is ${entry.quorum}`)];
    }
    case 'Observation':
      return [packageLink(entry.artifact_id), el('small', null, 'served by ', said(entry.source_id))];
    case 'RemoveArtifact':
      return [packageLink(entry.artifact_id), el('small', null, 'withdrawn: ', said(entry.reason))];
    case 'Dispute':
      return [packageLink(entry.artifact_id), el('small', null, 'disputed: ', said(entry.reason))];
    case 'AddNode':
      return [el('span', null, 'Node ', short(entry.node_id), ' became ', role(entry))];
    case 'RemoveNode':
      return [el('span', null, 'Node ', short(entry.node_id), ' is no longer ', role(entry)),
        el('small', null, said(entry.reason))];
    default:
      return [said(entry.operation)];
  }
}

const ACTIONS = {
  'add-authority': 'make an authority of ',
  'remove-authority': 'end the authority of ',
  'rotate-authority': 'give a new key to the authority ',
  'add-registry': 'trust as a registry ',
  'remove-registry': 'trust no longer as a registry ',
  certify: 'certify the builder ',
  suspend: 'suspend the builder ',
  'remove-builder': 'remove the builder ',
  'revoke-key': 'revoke the key of ',
  'remove-artifact': 'withdraw ',
};

export const action = proposed => el('span', null,
  ACTIONS[proposed.type] ?? `${proposed.type} `,
  proposed.node ? short(proposed.node) : proposed.purl ? packageLink(proposed.purl) : null,
  proposed.replacement ? [': ', short(proposed.replacement)] : null,
  proposed.reason ?? proposed.incident ? [' because ', said(proposed.reason ?? proposed.incident)] : null);
