/**
 * Everything that knows botbuilder, which is archived: another SDK replaces this file. What crosses the border is plain
 * JSON: activities in, answers out, conversations as an address and an id.
 */
import {
  type Activity,
  CloudAdapterBase,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import type { TeamsActivity } from './activity.ts';
import type { BotToken } from './botToken.ts';
import type { TeamsEndpoints } from './endpoints.ts';

/** Where to post. Stored as it is. */
export interface Conversation {
  serviceUrl: string;
  /** "19:…@thread.tacv2", with ";messageid=…" for a thread, or "a:…" for a personal chat. */
  id: string;
}

export type OutgoingMessage =
  | { kind: 'text'; text: string }
  /** `summary` is what the notification says. */
  | { kind: 'card'; card: Record<string, unknown>; summary: string };

/** What an invoke is answered with. `status` is HTTP's. */
export interface InvokeAnswer {
  status: number;
  body?: Record<string, unknown>;
}

/** The bot's side of the Bot Framework protocol. Outgoing calls throw TeamsCallFailed or a network error; no retries. */
export interface BotFramework {
  /** Runs one verified activity through the SDK's pipeline and makes the HTTP response of what `logic` answers. */
  handle(activity: TeamsActivity, logic: () => Promise<InvokeAnswer>): Promise<Response>;
  /** Returns the message's id. */
  post(conversation: Conversation, message: OutgoingMessage): Promise<string>;
  update(conversation: Conversation, messageId: string, message: OutgoingMessage): Promise<void>;
  /** The personal chat with one person; Teams gives the same one each time. */
  openPersonal(to: { serviceUrl: string; tenantId: string; userId: string }): Promise<Conversation>;
}

/** Teams answered, and not with success. */
export class TeamsCallFailed extends Error {
  override name = 'TeamsCallFailed';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const timeoutMs = 8_000;

export function createBotFramework(options: {
  appId: string;
  endpoints: TeamsEndpoints;
  token: BotToken;
  mayCall: (serviceUrl: string) => boolean;
  fetch: typeof fetch;
}): BotFramework {
  const { appId, endpoints, token, mayCall } = options;
  const bot = { id: `28:${appId}`, name: 'Unhold' };
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      // All together: with none of them the SDK takes its own public cloud.
      ToChannelFromBotLoginUrl: endpoints.loginUrl,
      ToChannelFromBotOAuthScope: endpoints.oAuthScope,
      ToBotFromChannelTokenIssuer: endpoints.tokenIssuer,
      ToBotFromChannelOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
      OAuthUrl: endpoints.oAuthScope,
    },
    {
      isValidAppId: async (id: string) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest(request) {
          request.headers.set('authorization', `Bearer ${await token.get()}`);
          return request;
        },
      }),
    },
    undefined,
    undefined,
    { httpClient: fetchClient(options.fetch, token) },
  );
  const adapter = new VerifiedAdapter(authentication, appId, endpoints.oAuthScope);
  const connect = (serviceUrl: string) => {
    if (!mayCall(serviceUrl))
      throw new Error(`Teams: refused to call the foreign service URL ${serviceUrl}.`);
    return adapter.openConnector(serviceUrl);
  };
  const toActivity = (conversation: Conversation, message: OutgoingMessage): Partial<Activity> => ({
    type: 'message',
    from: bot,
    conversation: { id: conversation.id } as Activity['conversation'],
    ...(message.kind === 'text'
      ? { text: message.text, textFormat: 'plain' }
      : {
          summary: message.summary,
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }],
        }),
  });

  return {
    async handle(activity, logic) {
      const response = await adapter.run(activity as Activity, async (context) => {
        const answer = await logic();
        if (activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: answer });
      });
      if (!response) return new Response(null, { status: 200 });
      const body: unknown = response.body;
      return body === undefined
        ? new Response(null, { status: response.status })
        : Response.json(body, { status: response.status });
    },
    async post(conversation, message) {
      const client = await connect(conversation.serviceUrl);
      const sent = await client.conversations.sendToConversation(
        conversation.id,
        toActivity(conversation, message) as Activity,
      );
      if (!sent.id) throw new Error(`Teams posted to ${conversation.id} but gave no message id.`);
      return sent.id;
    },
    async update(conversation, messageId, message) {
      const client = await connect(conversation.serviceUrl);
      const activity = { ...toActivity(conversation, message), id: messageId } as Activity;
      await client.conversations.updateActivity(conversation.id, messageId, activity);
    },
    async openPersonal({ serviceUrl, tenantId, userId }) {
      const client = await connect(serviceUrl);
      const opened = await client.conversations.createConversation({
        isGroup: false,
        bot,
        members: [{ id: userId, name: '' }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      } as Parameters<typeof client.conversations.createConversation>[0]);
      if (!opened.id) throw new Error(`Teams opened no personal chat with ${userId}.`);
      return { serviceUrl, id: opened.id };
    },
  };
}

/** The SDK's adapter behind our own check of the token: it takes verified activities only. */
class VerifiedAdapter extends CloudAdapterBase {
  readonly #appId: string;
  readonly #audience: string;

  constructor(authentication: ConfigurationBotFrameworkAuthentication, appId: string, audience: string) {
    super(authentication);
    this.#appId = appId;
    this.#audience = audience;
  }

  openConnector(serviceUrl: string) {
    return this.#connectors().create(serviceUrl, this.#audience);
  }

  run(activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    const verified = {
      audience: this.#audience,
      claimsIdentity: this.createClaimsIdentity(this.#appId),
      connectorFactory: this.#connectors(),
    };
    return this.processActivity(verified, activity, logic);
  }

  #connectors() {
    return this.botFrameworkAuthentication.createConnectorFactory(this.createClaimsIdentity(this.#appId));
  }
}

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<ConnectorOptions['httpClient']>;

/**
 * The connector's calls on `fetch`. Every failure is thrown here as an error of our own: the SDK's pipeline would
 * otherwise repeat a lost POST, and the channel would show the card twice.
 */
function fetchClient(call: typeof fetch, token: BotToken): HttpClient {
  return {
    async sendRequest(request) {
      const response = await call(request.url, {
        method: request.method,
        headers: request.headers.rawHeaders(),
        body: request.body as string | undefined,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const bodyAsText = await response.text();
      if (!response.ok) {
        if (response.status === 401) token.forget();
        const path = new URL(request.url).pathname;
        throw new TeamsCallFailed(
          response.status,
          `Teams answered ${response.status} to ${request.method} ${path}: ${bodyAsText.slice(0, 300)}`,
        );
      }
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      headers.set('content-type', 'application/json');
      return { request, status: response.status, headers, bodyAsText };
    },
  };
}
