// Where the simulator is, and the keys that it has when nothing else was said.
const base = process.argv.slice(2).find((argument) => argument.startsWith('http')) ?? process.env.SIMULATOR_URL;
if (!base) throw new Error('usage: node judge.js http://127.0.0.1:9080 [client ...]');

export const rest = base.replace(/\/+$/, '');
export const ws = rest.replace(/^http/, 'ws');
export const only = process.argv.slice(2).filter((argument) => !argument.startsWith('http'));

export const hmac = { key: process.env.SIMULATOR_KEY ?? 'test-key', secret: process.env.SIMULATOR_SECRET ?? 'test-secret' };

// The published private key of RFC 8032, test 1: the simulator's default account has its public half.
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex').toString('base64');
export const ed25519 = {
  key: process.env.SIMULATOR_ED25519_KEY ?? 'test-key-ed25519',
  secret: process.env.SIMULATOR_ED25519_PEM ?? `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----`,
};
