// Keeps every socket of this process on this machine: a client that still points outside fails loudly.
import dns from 'node:dns';
import net from 'node:net';

const isLocal = (host) => host === 'localhost' || host === '::1' || /^127\./.test(host);

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => {
  if (isLocal(host)) return lookup(host, ...rest);
  const refused = new Error(`outside the loopback: ${host}`);
  return process.nextTick(rest[rest.length - 1], refused);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof options === 'object' ? options.host : args[1];
  if (typeof host === 'string' && !isLocal(host)) throw new Error(`outside the loopback: ${host}`);
  return connect.apply(this, args);
};
