import { KEEP_MESSAGES, KEEP_MS } from '#platform/realtime/backlog.ts';

/**
 * Keeps a message for each reader, in a stream of their own, and tells every process: in one step, so that the order
 * of ids is the order in which they are heard.
 * KEYS: epoch, then a stream each. ARGV: channel, text, an epoch should there be none, then a person each.
 */
export const SEND = `
local epoch = redis.call('GET', KEYS[1])
if not epoch then epoch = ARGV[3]; redis.call('SET', KEYS[1], epoch) end
local readers = {}
for i = 2, #KEYS do
  local id = redis.call('XADD', KEYS[i], 'MAXLEN', ${KEEP_MESSAGES}, '*', 't', ARGV[2])
  redis.call('PEXPIRE', KEYS[i], ${2 * KEEP_MS})
  readers[i - 1] = { userId = ARGV[i + 2], id = epoch .. '.' .. id }
end
redis.call('PUBLISH', ARGV[1], cjson.encode({ kind = 'message', readers = readers, text = ARGV[2] }))
`;

/** KEYS: epoch, stream. ARGV: an epoch should there be none. Answers the epoch, the time and all that is kept. */
export const SINCE = `
local epoch = redis.call('GET', KEYS[1])
if not epoch then epoch = ARGV[1]; redis.call('SET', KEYS[1], epoch) end
local time = redis.call('TIME')
return { epoch, time[1], time[2], redis.call('XRANGE', KEYS[2], '-', '+') }
`;

/** After messages were lost: whatever was kept is no longer all, and everybody starts afresh. */
export const START_AFRESH = `
redis.call('SET', KEYS[1], ARGV[2])
redis.call('PUBLISH', ARGV[1], '{"kind":"gap"}')
`;
