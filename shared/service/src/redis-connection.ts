/**
 * A connection to Redis that lets go when it is told to. One of ioredis that waits to connect again leaves what it was asked
 * unanswered for ever when it is ended, and whoever asked waits on; and it gives a socket that is closed already two seconds to
 * close. Both keep a process from ending.
 */
import { Redis, type RedisOptions } from 'ioredis';

/** How long a socket may take to close before it is torn down. */
const CLOSE_MS = 100;

export function connectRedis(url: string, options: Omit<RedisOptions, 'replyMapping'>): Redis {
  return lettingGo(new Redis(url, { ...options, disconnectTimeout: CLOSE_MS }));
}

function lettingGo(connection: Redis): Redis {
  const [disconnect, duplicate] = [connection.disconnect.bind(connection), connection.duplicate.bind(connection)];
  connection.disconnect = (reconnect = false) => {
    const isWaiting = connection.status === 'reconnecting';
    disconnect(reconnect);
    // A last try answers all that is left: it fails, or is given up at once.
    if (isWaiting && !reconnect) connection.connect().then(() => disconnect(), noMatter);
  };
  // BullMQ's worker makes itself one more, which blocks while it waits for work.
  connection.duplicate = ((other: RedisOptions) => lettingGo(duplicate(other))) as Redis['duplicate'];
  return connection;
}

const noMatter = () => {};
