/** Tokens of the Teams stand-in: those it signs for the bot to check, and those it issues for the bot to use. */
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Secrets } from '../secrets.ts';

export const appId = '00000000-0000-4000-8000-0000000c0de5';

export interface TeamsUrls {
  openIdMetadataUrl: string;
  tokenIssuer: string;
  loginUrl: string;
  oAuthScope: string;
  serviceUrl: string;
}

export const teamsUrls = (baseUrl: string): TeamsUrls => ({
  openIdMetadataUrl: `${baseUrl}/stand-in/teams/.well-known/openidconfiguration`,
  tokenIssuer: `${baseUrl}/stand-in/teams`,
  loginUrl: `${baseUrl}/stand-in/teams/login`,
  oAuthScope: `${baseUrl}/stand-in/teams`,
  serviceUrl: `${baseUrl}/stand-in/teams/`,
});

export interface TeamsKeys {
  /** The public key, endorsed for Teams, as the Bot Connector lists its own. */
  jwks(): Promise<{ keys: JWK[] }>;
  /** Proves to the bot that a request comes from the connector at `serviceUrl`. An hour, real time. */
  signToBot(): Promise<string>;
  /** What the bot shows when it calls the connector. */
  issue(): Promise<{ access_token: string; expires_in: number }>;
  accepts(token: string): Promise<boolean>;
}

const hour = 3600;

export function createTeamsKeys(secrets: Secrets, urls: TeamsUrls): TeamsKeys {
  const kid = crypto.randomUUID();
  // Made when first needed: it costs a tenth of a second that a start should not wait for.
  let pair: ReturnType<typeof generateKeyPair> | null = null;
  const keys = () => {
    pair ??= generateKeyPair('RS256');
    return pair;
  };
  const botSecret = new TextEncoder().encode(secrets.derive('teams bot token'));
  return {
    async jwks() {
      const jwk = await exportJWK((await keys()).publicKey);
      return { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] } as JWK] };
    },
    async signToBot() {
      return new SignJWT({ serviceurl: urls.serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuer(urls.tokenIssuer)
        .setAudience(appId)
        .setIssuedAt()
        .setNotBefore('-1m')
        .setExpirationTime('1h')
        .sign((await keys()).privateKey);
    },
    async issue() {
      const token = await new SignJWT({ appid: appId })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(urls.loginUrl)
        .setAudience(urls.oAuthScope)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(botSecret);
      return { access_token: token, expires_in: hour - 1 };
    },
    accepts: (token) =>
      jwtVerify(token, botSecret, {
        algorithms: ['HS256'],
        issuer: urls.loginUrl,
        audience: urls.oAuthScope,
      }).then(
        ({ payload }) => payload['appid'] === appId,
        () => false,
      ),
  };
}
