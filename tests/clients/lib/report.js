// One line per call: "ok <client> <call>", "FAIL <client> <call> <reason>" or "out <client> <call> <reason>" for what the library itself
// cannot do, and a count at the end.
const patienceMs = 15_000;
const counts = { ok: 0, FAIL: 0, out: 0 };
let current = 'judge';

const words = (error) => {
  const said = error?.body || error?.response || error?.message || error;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  const route = error?.requestUrl ? `${new URL(error.requestUrl).pathname} ` : '';
  const detail = error?.error ? ` ${JSON.stringify(error.error)}` : '';
  return `${route}${text}${detail}`.replace(/\s+/g, ' ').slice(0, 400);
};

export const within = (promise, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s${what ? `: ${what}` : ''}`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Makes one call and reports it. Returns its answer, or undefined if it failed. */
export async function call(client, name, action, isGood) {
  try {
    const answer = await within(Promise.resolve().then(action));
    if (isGood && !isGood(answer)) throw new Error(`unexpected answer: ${JSON.stringify(answer)?.slice(0, 300)}`);
    counts.ok += 1;
    console.log(`ok ${client} ${name}`);
    return answer;
  } catch (error) {
    counts.FAIL += 1;
    console.log(`FAIL ${client} ${name} ${words(error)}`);
    return undefined;
  }
}

/** From now on complaints are of this client. */
export function begin(client) {
  current = client;
}

/** Reports what a library threw outside of any call that waits for it. */
export function complain(error) {
  counts.FAIL += 1;
  console.log(`FAIL ${current} outside-any-call ${words(error)}`);
}

/** Reports a call that is not judged, and why the library is the reason. */
export function leaveOut(client, name, reason) {
  counts.out += 1;
  console.log(`out ${client} ${name} ${reason}`);
}

export function close() {
  console.log(`${counts.ok} ok, ${counts.FAIL} failed, ${counts.out} left out`);
  return counts.FAIL === 0 && counts.ok > 0;
}
