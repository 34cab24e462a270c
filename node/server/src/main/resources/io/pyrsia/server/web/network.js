// The network as this node sees it: who votes, what they decide, who is connected.

import { ask } from './node.js';
import { el, title, facts, time, code, short, said, number, counted, table, patch } from './dom.js';
import { action } from './words.js';

export async function networkView() {
  const node = await make();
  return {
    page: 'network',
    title: 'Network',
    node,
    async update(status) {
      patch(node, await make(status));
    },
  };
}

async function make(known) {
  const [status, authorities, { peers }] = await Promise.all([known ?? ask('status'), ask('authorities'), ask('peers')]);
  const { members, proposals, quorum, epoch } = authorities;
  return el('article', null,
    title('Network ', said(status.network)),
    el('h2', null, 'Who votes'),
    el('p', null, `${quorum} of ${counted(members.length, 'authority', 'authorities')} must agree on every block. `
      + `This set is number ${number(epoch)}, counted from 0.`),
    table('Who votes', ['Authority', 'Connected', 'Votes heard', 'Votes missed'], members.map(member => [
      member.self ? [short(member.node), ' this node'] : short(member.node),
      member.connected ? 'yes' : el('strong', { class: 'bad' }, 'no'),
      number(member.votes_seen), number(member.votes_missing)])),
    el('h2', null, 'What they are deciding'),
    proposals.length === 0
      ? el('p', { class: 'note' }, 'Nothing is proposed.')
      : el('ul', { class: 'evidence' }, proposals.map(proposal => el('li', null,
        short(proposal.proposer), ' proposes to ', action(proposal.action),
        `; endorsed by ${proposal.endorsers.length} of ${quorum}, until `, time(proposal.expires_at)))),
    el('h2', null, 'Who is connected'),
    peers.length === 0
      ? el('p', { class: 'note' }, 'No other node.')
      : table('Who is connected', ['Peer', 'Role', 'Address'], peers.map(peer => [
        code(peer.peer_id), peer.authority ? 'authority' : 'regular',
        peer.addresses.map(address => el('div', null, code(address)))])),
    el('h2', null, 'This node'),
    facts([
      ['Role', status.role === 'AUTHORITY' ? 'authority: it votes' : 'regular: it follows and serves'],
      ['Key', code(status.node)],
      ['Peer id', code(status.peer_id)],
      ['Version', said(status.version)],
      ['Since', time(status.started_at)],
      ['Block', `${number(status.height)} executed, ${number(status.final_height)} final`],
      ['View', number(status.view)],
      ['Waiting transactions', number(status.waiting_transactions)],
      ['Root of the log', status.log_root && code(status.log_root)],
    ]));
}
