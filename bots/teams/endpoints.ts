/** Where Teams and Microsoft's login live, and which addresses a message may name. */

export interface TeamsEndpoints {
  /** Lists the keys that sign requests to the bot. */
  openIdMetadataUrl: string;
  /** `iss` of those requests. */
  tokenIssuer: string;
  /** Issues the bot's own tokens, without `/oauth2/v2.0/token`. */
  loginUrl: string;
  /** What those tokens are for. */
  oAuthScope: string;
  /** Where proactive posts go when a channel has no stored reference. */
  serviceUrl: string;
}

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const realEndpoints = (appTenantId: string | undefined): TeamsEndpoints => ({
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.com',
  loginUrl: `https://login.microsoftonline.com/${appTenantId || 'botframework.com'}`,
  oAuthScope: 'https://api.botframework.com',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
});

/**
 * Teams' own connectors, public and government clouds. Not `*.botframework.com`: other channels live there, whose
 * clients may write any tenant and any sender into an activity.
 */
export const realServiceUrls = [
  'https://smba.trafficmanager.net/',
  'https://smba.infra.gcc.teams.microsoft.com/',
  'https://smba.infra.gov.teams.microsoft.us/',
  'https://smba.infra.dod.teams.microsoft.us/',
];

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether an address lies below one of `allowed` (same origin, path prefix). Throws at once for an entry that is no URL
 * or that would send the bot's token in the clear to another machine.
 */
export function createServiceUrlCheck(allowed: string[]): (address: string) => boolean {
  const prefixes = allowed.map((entry) => {
    if (!URL.canParse(entry)) throw new Error(`allowedServiceUrls: "${entry}" is not a URL.`);
    const url = new URL(entry);
    if (url.protocol !== 'https:' && !loopback.includes(url.hostname)) {
      throw new Error(`allowedServiceUrls: "${entry}" must use https; plain http is for loopback only.`);
    }
    return { origin: url.origin, path: url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/` };
  });
  return (address) => {
    if (!URL.canParse(address)) return false;
    const url = new URL(address);
    if (url.username || url.password || url.search || url.hash) return false;
    return prefixes.some(({ origin, path }) => url.origin === origin && `${url.pathname}/`.startsWith(path));
  };
}
