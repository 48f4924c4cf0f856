/** GraphiQL from the package itself: nothing is loaded from elsewhere, and the policy of the page says so. */
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

export function graphiqlPage(): { readonly html: string; readonly contentSecurityPolicy: string } {
  return {
    html: renderGraphiQL({
      endpoint: '/graphql',
      title: 'Happy Homes 幸福家园',
      defaultQuery: '{ county(code: "371322") { name } }',
      headers: '{"authorization": "Bearer …"}',
    }),
    contentSecurityPolicy: [
      "default-src 'none'",
      "script-src 'unsafe-inline' blob:",
      "style-src 'unsafe-inline'",
      "img-src 'self' data:",
      'font-src data:',
      'worker-src blob:',
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  };
}
