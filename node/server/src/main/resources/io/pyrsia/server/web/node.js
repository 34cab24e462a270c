// Asks the node; what it refuses, and that it is silent, is an Error whose message is a sentence.

const TIME_LIMIT_MS = 10_000;

export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  let response;
  try {
    response = await fetch(`/api/v1/${path}${query && '?'}${query}`, {
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
      redirect: 'error',
    });
  } catch {
    throw new Silent();
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(`${body.title ?? 'The node refused'}: ${body.detail ?? response.status}`);
  }
  return body;
}

export class Silent extends Error {
  constructor() {
    super('The node does not answer.');
  }
}
